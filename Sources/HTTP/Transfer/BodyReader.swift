import Glibc

/// Gives a request's body piece by piece, its files opened one at a time.
///
/// A body is as long as it was when it was measured: a file that has grown is cut there, one that has shrunk is an error.
@safe final class BodyReader {
    let length: Int
    private let parts: [Part]
    private var index = 0
    private var offset = 0
    private var file: Int32 = -1
    private(set) var problem: String?

    private struct Part {
        let source: HTTPRequest.Part
        let length: Int
    }

    /// Nil for a request without a body.
    init?(_ body: HTTPRequest.Body) throws(HTTPError) {
        let sources: [HTTPRequest.Part]
        switch body {
        case .none: return nil
        case .bytes(let bytes): sources = [.bytes(bytes)]
        case .parts(let parts): sources = parts
        }
        parts = try sources.map { source throws(HTTPError) in Part(source: source, length: try Self.length(of: source))
        }
        length = parts.reduce(0) { $0 + $1.length }
    }

    deinit { closeFile() }

    /// Fills the buffer as far as the current part goes; 0 at the end, nil where a file can't be read on.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        while index < parts.count, offset == parts[index].length { advance() }
        guard index < parts.count else { return 0 }
        let wanted = min(buffer.count, parts[index].length - offset)
        switch parts[index].source {
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { source in
                unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + wanted]))
            }
            offset += wanted
            return wanted
        case .file(let path):
            if file < 0 { file = unsafe open(path, O_RDONLY | O_CLOEXEC) }
            var count = -1
            if file >= 0 {
                repeat { count = unsafe Glibc.read(file, buffer.baseAddress, wanted) } while count < 0 && errno == EINTR
            }
            guard count > 0 else {
                problem = "the file '\(path)' could not be read to its end while it was being sent"
                return nil
            }
            offset += count
            return count
        }
    }

    /// Goes back to the first byte, for libcurl's own repetition on a fresh connection.
    func rewind() {
        closeFile()
        index = 0
        offset = 0
    }

    private func advance() {
        closeFile()
        index += 1
        offset = 0
    }

    private func closeFile() {
        if file >= 0 { close(file) }
        file = -1
    }

    private static func length(of source: HTTPRequest.Part) throws(HTTPError) -> Int {
        switch source {
        case .bytes(let bytes): return bytes.count
        case .file(let path):
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw .notSent(reason: "the file '\(path)' can't be read")
            }
            return Int(status.st_size)
        }
    }
}
