import Core
import Crypto
import Testing

@Suite struct AuthenticationKeyTests {
    /// Of RFC 4231.
    @Test(arguments: [
        ("Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            String(repeating: "\u{0b}", count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
    ])
    func standardsExamplesAreRight(key: String, message: String, hex: String) {
        let code = HMACSHA256.code(of: Array(message.utf8), key: Array(key.utf8))
        #expect(SHA256Digest(bytes: code).hex == hex)
        let key = AuthenticationKey(Array(key.utf8))
        for _ in 1...3 {
            #expect(key.isRight(code, for: Array(message.utf8)))
            #expect(!key.isRight(code, for: Array(message.utf8.dropLast())))
        }
        #expect(!key.isRight(Array(code.dropLast()), for: Array(message.utf8)))
        #expect(!key.isRight([], for: Array(message.utf8)))
    }

    /// Message after message, whatever came before; a key may be empty, and longer than a block.
    @Test(arguments: [0, 1, 63, 64, 65, 200]) func isAsTheOneMadeAnewForEachMessage(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
        let key = AuthenticationKey(bytes)
        for size in [0, 1, 55, 64, 1_000, 30_000, 0] {
            let message = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let code = HMACSHA256.code(of: message, key: bytes)
            #expect(key.isRight(code, for: message))
            #expect(!key.isRight(code, for: message + [0]))
        }
    }

    @Test func manyThreadsMayUseIt() async {
        let key = AuthenticationKey(Array("shared".utf8))
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let message = Array("message \(number)".utf8)
                    return key.isRight(HMACSHA256.code(of: message, key: Array("shared".utf8)), for: message)
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
