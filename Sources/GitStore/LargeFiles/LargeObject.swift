import Core
import Crypto

/// A file that Git LFS keeps: the commit holds a pointer to it.
struct LargeObject: Hashable, Sendable {
    let path: RepositoryPath
    let content: DeliveryFile.Content
    let sha256: SHA256Digest
    let size: Int

    /// Reads the whole content, in pieces.
    init(_ path: RepositoryPath, _ content: DeliveryFile.Content, size: Int) throws(GitError) {
        self.path = path
        self.content = content
        self.size = size
        switch content {
        case .bytes(let bytes): sha256 = SHA256.digest(of: bytes)
        case .file(let file):
            do throws(HashingError) { sha256 = try SHA256.digest(ofFile: file) } catch {
                switch error {
                case .unreadable(let path, let reason): throw .unreadableFile(path: path, reason: reason)
                }
            }
        }
    }

    /// How the protocol names it.
    var name: String { sha256.hex }

    /// What stands in the commit, byte for byte as the specification wants it.
    var pointer: [UInt8] {
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:\(name)\nsize \(size)\n".utf8)
    }
}
