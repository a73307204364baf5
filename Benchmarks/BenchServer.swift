import Glibc

/// An HTTP server on 127.0.0.1 in a process of its own: `/BYTES/MILLISECONDS` is answered with so many bytes after so long.
final class BenchServer: Sendable {
    let port: Int
    private let process: pid_t

    init() throws(BenchError) {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listening, pointer, length) == 0 && listen(listening, 1024) == 0
                    && getsockname(listening, pointer, &length) == 0
            }
        }
        guard isListening else { throw BenchError("No socket on 127.0.0.1.") }
        port = Int(UInt16(bigEndian: address.sin_port))
        process = try ChildProcess.start([ChildProcess.ownPath, "http-server", "\(listening)"])
        close(listening)
    }

    deinit {
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }

    /// Serves the listening socket, each connection on a thread of its own, until it is killed.
    static func run(_ words: [String]) {
        guard let listening = words.first.flatMap({ Int32($0) }) else { return }
        while true {
            let connection = accept(listening, nil, nil)
            guard connection >= 0 else { continue }
            var thread = pthread_t()
            let number = unsafe UnsafeMutableRawPointer(bitPattern: Int(connection))
            unsafe pthread_create(
                &thread, nil,
                { number in
                    BenchServer.serve(Int32(Int(bitPattern: number)))
                    return nil
                }, number)
            pthread_detach(thread)
        }
    }

    private static let noise: [UInt8] = {
        var bits = SystemRandomNumberGenerator()
        return (0..<1_000_000 / 8).flatMap { _ in
            let word: UInt64 = bits.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }()

    private static func serve(_ connection: Int32) {
        defer { close(connection) }
        var received: [UInt8] = []
        while let (count, milliseconds) = next(connection, &received) {
            if milliseconds > 0 { usleep(UInt32(milliseconds) * 1000) }
            let head = Array(
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: \(count)\r\n\r\n".utf8)
            guard write(head[...], to: connection) else { return }
            var left = count
            while left > 0 {
                let piece = noise[..<min(left, noise.count)]
                guard write(piece, to: connection) else { return }
                left -= piece.count
            }
        }
    }

    /// What the next request asks for; nil where the client has gone.
    private static func next(_ connection: Int32, _ received: inout [UInt8]) -> (Int, Int)? {
        while true {
            if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                let field = lines.first { $0.lowercased().hasPrefix("content-length:") }
                let length = field.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
                let numbers = lines[0].split(separator: " ")[1].split(separator: "/").compactMap { Int($0) }
                if received.count >= end.upperBound + length, numbers.count == 2 {
                    received.removeFirst(end.upperBound + length)
                    return (numbers[0], numbers[1])
                }
            }
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return nil }
            received += piece[..<count]
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to connection: Int32) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
                let count = unsafe send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                start += count
            }
            return true
        }
    }
}
