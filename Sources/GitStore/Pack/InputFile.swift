import Glibc

/// A file to be delivered, read from its first byte to its last.
@safe struct InputFile: ~Copyable {
    let path: String
    let size: Int
    private let descriptor: Int32

    /// Only a plain file can be delivered; a named pipe would make the delivery wait for ever.
    init(_ path: String) throws(GitError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadableFile(path: path, reason: SystemError.text()) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadableFile(path: path, reason: "it is not a plain file")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills the buffer as far as the file reaches; less than its count means the end.
    borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadableFile(path: path, reason: SystemError.text()) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// The next bytes, fewer than asked for only at the end.
    borrowing func readPiece(of count: Int) throws(GitError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: count)
        let length = try unsafe piece.withUnsafeMutableBufferPointer { (buffer) throws(GitError) in
            try unsafe read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        piece.removeLast(count - length)
        return piece
    }
}
