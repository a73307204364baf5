import Crypto
import Testing

@Suite struct SHA1Tests {
    /// What `git hash-object` prints for an empty blob and for `hello`.
    @Test(arguments: [
        ("blob 0\0", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
        ("blob 6\0hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"),
    ])
    func namesGitObjectsAsGitDoes(object: String, name: String) {
        let digest = SHA1.digest(of: Array(object.utf8))
        #expect(digest.count == 20)
        #expect(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == name)
    }

    @Test func givesTheSameForPiecesAsForTheWhole() {
        let bytes = [UInt8](repeating: 3, count: 1000)
        var hash = SHA1()
        hash.update(bytes[..<10])
        unsafe bytes[10...].withUnsafeBytes { unsafe hash.update($0) }
        #expect(hash.finish() == SHA1.digest(of: bytes))
    }
}
