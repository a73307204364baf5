import Dispatch
import Glibc
import Synchronization

/// A client on 127.0.0.1 that sends whatever it is told, byte for byte, and as slowly.
package final class LoopbackClient: Sendable {
    /// An answer as it came.
    package struct Reply: Sendable {
        package let status: Int
        /// Names in lower case.
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }

        package subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    private let socket: Int32
    private let received = Mutex<[UInt8]>([])
    /// Blocking calls are made here, not on a thread that tests share.
    private let queue = DispatchQueue(label: "loopback client", attributes: .concurrent)

    package init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw LoopbackError.noSocket(errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard connected else {
            let code = errno
            Glibc.close(socket)
            throw LoopbackError.noSocket(code)
        }
    }

    deinit { Glibc.close(socket) }

    /// Sends all of it; false where the server takes no more.
    @discardableResult package func send(_ bytes: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.write(bytes)) }
        }
    }

    @discardableResult package func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

    /// The next answer with a length; nil where the connection ended before.
    package func reply() async -> Reply? {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.readReply()) }
        }
    }

    /// Everything until something of it ends with `end`, or the connection does.
    package func text(until end: String) async -> String {
        await withCheckedContinuation { continuation in
            queue.async {
                while true {
                    let text = String(decoding: self.received.withLock { $0 }, as: UTF8.self)
                    guard !text.hasSuffix(end), self.more() else { return continuation.resume(returning: text) }
                }
            }
        }
    }

    /// Everything until something of it is there, or the connection ends.
    package func text(containing part: String) async -> String {
        await withCheckedContinuation { continuation in
            queue.async {
                while true {
                    let text = String(decoding: self.received.withLock { $0 }, as: UTF8.self)
                    guard !text.contains(part), self.more() else { return continuation.resume(returning: text) }
                }
            }
        }
    }

    /// Waits until the server ends the connection; true where it did so without another byte.
    package func isCutOff() async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async {
                let before = self.received.withLock { $0.count }
                while self.more() {}
                continuation.resume(returning: self.received.withLock { $0.count } == before)
            }
        }
    }

    /// Says that nothing more is sent.
    package func finish() { shutdown(socket, Int32(SHUT_WR)) }

    /// Goes away at once.
    package func leave() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func write(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    /// Reads on; false at the end.
    private func more() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            received.withLock { $0 += buffer[..<count] }
            return true
        }
    }

    private func readReply() -> Reply? {
        while true {
            if let (reply, length) = Self.parse(received.withLock({ $0 })) {
                received.withLock { $0.removeFirst(length) }
                // What only says that the body may come is no answer.
                if reply.status != 100 { return reply }
                continue
            }
            guard more() else { return nil }
        }
    }

    private static func parse(_ bytes: [UInt8]) -> (reply: Reply, length: Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].drop { $0 == " " }.description)
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        let start = headEnd + end.count
        guard bytes.count >= start + length else { return nil }
        return (Reply(status: status, headers: headers, body: Array(bytes[start..<start + length])), start + length)
    }
}
