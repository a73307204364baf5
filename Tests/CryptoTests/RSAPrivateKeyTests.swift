import Crypto
import Foundation
import TestSupport
import Testing

@Suite struct RSAPrivateKeyTests {
    private func openssl(_ arguments: [String], input: String = "") async throws -> CommandResult {
        try await Command("openssl", arguments, input: .bytes(Array(input.utf8))).run()
    }

    @Test(arguments: [["genrsa", "-traditional", "2048"], ["genpkey", "-algorithm", "RSA"]])
    func signsAsOpenSSLVerifies(making: [String]) async throws {
        let pem = try await openssl(making).text
        let folder = try TemporaryFolder()
        let key = try folder.write(pem, to: "key.pem")
        let message = Array("eyJhbGciOiJSUzI1NiJ9.e30".utf8)
        let signature = try RSAPrivateKey(pem: pem).signature(of: message)
        #expect(signature.count == 256)
        try Data(signature).write(to: URL(fileURLWithPath: folder.path("signature")))
        let verified = try await Command(
            "openssl", ["dgst", "-sha256", "-prverify", key, "-signature", folder.path("signature")],
            input: .bytes(message)
        ).run()
        #expect(verified.text.contains("Verified OK"), "\(verified.text) \(verified.errorText)")
    }

    @Test(arguments: ["", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", "no key at all"])
    func refusesWhatIsNoKey(text: String) {
        #expect(throws: RSAKeyError.unreadable) { try RSAPrivateKey(pem: text) }
    }

    @Test func asksNobodyForThePassphraseOfAnEncryptedKey() async throws {
        let pem = try await openssl(["genpkey", "-algorithm", "RSA", "-aes-128-cbc", "-pass", "pass:secret"]).text
        #expect(throws: RSAKeyError.unreadable) { try RSAPrivateKey(pem: pem) }
    }

    @Test func refusesOtherKindsAndShortKeys() async throws {
        let curve = try await openssl(["genpkey", "-algorithm", "ED25519"]).text
        #expect(throws: RSAKeyError.notRSA) { try RSAPrivateKey(pem: curve) }
        let short = try await openssl(["genrsa", "1024"]).text
        #expect(throws: RSAKeyError.tooShort(bits: 1024)) { try RSAPrivateKey(pem: short) }
    }
}
