import Core
import Crypto
import Foundation
import Testing

@Suite struct SHA256Tests {
    /// FIPS 180-4's own examples, and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func hashesTheStandardsExamples(message: String, hex: String) {
        #expect(SHA256.digest(of: message).hex == hex)
    }

    @Test func givesTheSameForPiecesAsForTheWhole() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hash = SHA256()
        hash.update(bytes[..<1])
        hash.update(bytes[1..<65_537])
        unsafe bytes[65_537...].withUnsafeBytes { unsafe hash.update($0) }
        #expect(hash.finish() == SHA256.digest(of: bytes))
    }

    @Test func hashesAFileLongerThanOnePiece() throws {
        let bytes = [UInt8](repeating: 7, count: (256 << 10) + 5)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("sha256-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try SHA256.digest(ofFile: path) == SHA256.digest(of: bytes))
    }

    @Test func namesTheFileThatIsNotThere() {
        let error = #expect(throws: HashingError.self) { try SHA256.digest(ofFile: "/nowhere/at/all") }
        #expect(error == .unreadable(path: "/nowhere/at/all", reason: "No such file or directory"))
        #expect(error?.description.contains("'/nowhere/at/all' could not be read") == true)
    }

    @Test func refusesAFolder() {
        #expect(throws: HashingError.self) { try SHA256.digest(ofFile: "/tmp") }
    }
}
