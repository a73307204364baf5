import Crypto
import Testing

@testable import Service

@Suite struct WebhookSignatureTests {
    /// The example of GitHub's own page about validating deliveries.
    private let secret = AuthenticationKey(Array("It's a Secret to Everybody".utf8))
    private let body = Array("Hello, World!".utf8)
    private let digits = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

    private func signature(_ field: String) -> WebhookSignature? { WebhookSignature(Array(field.utf8)[...]) }

    @Test func publishedExampleIsRight() throws {
        #expect(try #require(signature("sha256=\(digits)")).covers(body, secret: secret))
        #expect(try #require(signature("sha256=\(digits.uppercased())")).covers(body, secret: secret))
    }

    @Test(arguments: 0..<64) func eachDigitCounts(place: Int) throws {
        var changed = Array(digits)
        changed[place] = changed[place] == "0" ? "1" : "0"
        #expect(try #require(signature("sha256=\(String(changed))")).covers(body, secret: secret) == false)
    }

    @Test func otherBodyOrSecretIsRefused() throws {
        let signature = try #require(self.signature("sha256=\(digits)"))
        #expect(!signature.covers(body + [0x20], secret: secret))
        #expect(!signature.covers([], secret: secret))
        #expect(!signature.covers(body, secret: AuthenticationKey(Array("It's a Secret to Everybody ".utf8))))
        #expect(!signature.covers(body, secret: AuthenticationKey([])))
    }

    @Test func emptySecretIsAKeyLikeAnyOther() {
        // RFC 2104: a key is filled up with zeros. Of nothing at all it is a known code.
        let code = HMACSHA256.code(of: [], key: []).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        #expect(code.joined() == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test(arguments: [
        "", "sha256=", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d", "SHA256=", "sha256=7571",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17 ",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1７",
    ])
    func otherFormsAreNoSignature(field: String) {
        #expect(signature(field) == nil)
    }
}
