import Crypto

/// Names the blobs that files would be.
@safe final class FileHash {
    private let buffer: UnsafeMutableRawBufferPointer

    init() { unsafe buffer = .allocate(byteCount: 256 << 10, alignment: 16) }
    deinit { unsafe buffer.deallocate() }

    func object(ofFileAt path: String) throws(GitError) -> NewObject {
        let file = try InputFile(path)
        var hash = ObjectKind.blob.hash(ofSize: file.size)
        var total = 0
        while true {
            let count = try unsafe file.read(into: buffer)
            unsafe hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            total += count
            if unsafe count < buffer.count { break }
        }
        guard total == file.size, let id = ObjectID(bytes: hash.finish()) else {
            throw .unreadableFile(path: path, reason: "it changed while it was read")
        }
        return NewObject(fileAt: path, id: id, size: file.size)
    }
}
