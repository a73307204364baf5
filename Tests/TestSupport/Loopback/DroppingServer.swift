import Foundation
import Synchronization

/// A server on 127.0.0.1 that drops every connection at one stage of the exchange, and counts how far the client had come.
///
/// It may answer a few questions well before that: what is counted is what came after them.
package final class DroppingServer: Sendable {
    /// In the order in which an exchange goes through them.
    package enum Stage: String, Sendable, CaseIterable {
        /// Nobody listens.
        case refused
        /// The system has taken the connection, and the server goes away without looking at it.
        case beforeAccept
        case afterAccept
        case afterRequestHead
        case withinRequestBody
        case afterRequest
        case withinAnswerHead
        case afterAnswerHead
        case withinAnswerBody
        /// What it says is none of HTTP/1.1.
        case foreignAnswer

        /// Whether every byte of the request has come in.
        package var isAfterRequest: Bool {
            switch self {
            case .refused, .beforeAccept, .afterAccept, .afterRequestHead, .withinRequestBody: false
            case .afterRequest, .withinAnswerHead, .afterAnswerHead, .withinAnswerBody, .foreignAnswer: true
            }
        }
    }

    package struct Counts: Equatable, Sendable {
        package var connections = 0
        /// Requests of which the server has seen every byte: what it would bill.
        package var wholeRequests = 0
    }

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }
    private let stage: Stage
    private let socket: Int32
    private let first: [String]
    private let state = Mutex(Counts())

    /// `first`: the JSON that the first requests are answered with, a connection each.
    package init(at stage: Stage, after first: [String] = []) throws {
        self.stage = stage
        self.first = first
        (socket, port) = try Self.bound()
        let listens = stage != .refused || !first.isEmpty
        guard listens else { return }
        guard listen(socket, 16) == 0 else { throw LoopbackError.noSocket(errno) }
        Thread.detachNewThread { [self] in accept() }
    }

    deinit { close(socket) }

    /// A socket on a port that is its own as long as it is open, whether it listens or not: nobody else ever answers there.
    private static func bound() throws -> (socket: Int32, port: Int) {
        for _ in 0..<50 {
            // What the system chooses it takes back from a socket that is shut down; what is asked for by number it does not.
            let scout = try bound(to: 0)
            close(scout.socket)
            if let found = try? bound(to: scout.port) { return found }
        }
        throw LoopbackError.noSocket(EADDRINUSE)
    }

    private static func bound(to port: Int) throws -> (socket: Int32, port: Int) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw LoopbackError.noSocket(errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(socket, pointer, length) == 0 && getsockname(socket, pointer, &length) == 0
            }
        }
        guard isBound else {
            defer { close(socket) }
            throw LoopbackError.noSocket(errno)
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Ends it; its port stays taken until nothing holds it any more.
    package func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    package var counts: Counts { state.withLock(\.self) }

    private func accept() {
        for (number, answer) in first.enumerated() {
            guard let connection = next() else { return }
            var received: [UInt8] = []
            if Self.readHead(connection, into: &received) != nil {
                // From here on nobody listens: whoever has been answered finds the door shut.
                if stage == .refused, number == first.count - 1 { shutdown(socket, Int32(SHUT_RDWR)) }
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: \(answer.utf8.count)\r\n\r\n"
                Self.write(head + answer, to: connection)
            }
            close(connection)
        }
        guard stage != .refused else { return }
        if stage == .beforeAccept {
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            while unsafe poll(&waiting, 1, -1) < 0, errno == EINTR {}
            state.withLock { $0.connections += 1 }
            stop()
            return
        }
        while let connection = next() {
            state.withLock { $0.connections += 1 }
            serve(connection)
            close(connection)
        }
    }

    /// Nil once it was ended.
    private func next() -> Int32? {
        while true {
            let connection = Glibc.accept(socket, nil, nil)
            if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
            return connection >= 0 ? connection : nil
        }
    }

    private func serve(_ connection: Int32) {
        guard stage != .afterAccept else { return }
        var received: [UInt8] = []
        guard let end = Self.readHead(connection, into: &received), stage != .afterRequestHead else { return }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        while received.count < end.upperBound + (stage == .withinRequestBody ? min(1, length) : length) {
            guard Self.read(connection, into: &received) else { return }
        }
        if received.count >= end.upperBound + length, stage != .withinRequestBody {
            state.withLock { $0.wholeRequests += 1 }
        }
        switch stage {
        case .withinAnswerHead: Self.write("HTTP/1.1 200 OK\r\nContent-Ty", to: connection)
        case .afterAnswerHead: Self.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n", to: connection)
        case .withinAnswerBody:
            Self.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"data\":[{\"b64_js", to: connection)
        case .foreignAnswer: Self.write("PRI * HTTP/2.0\r\n", to: connection)
        case .refused, .beforeAccept, .afterAccept, .afterRequestHead, .withinRequestBody, .afterRequest: break
        }
    }

    private static let headEnd = Array("\r\n\r\n".utf8)

    /// Where the blank line behind the head stands; nil where the client went away before it.
    private static func readHead(_ connection: Int32, into received: inout [UInt8]) -> Range<Int>? {
        while true {
            if let end = received.firstRange(of: headEnd) { return end }
            guard read(connection, into: &received) else { return nil }
        }
    }

    private static func read(_ connection: Int32, into bytes: inout [UInt8]) -> Bool {
        // A byte at a time where it matters how much was taken.
        var piece = [UInt8](repeating: 0, count: 1)
        let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, 1, 0) }
        guard count > 0 else { return false }
        bytes += piece
        return true
    }

    private static func write(_ text: String, to connection: Int32) {
        let bytes = Array(text.utf8)
        unsafe bytes.withUnsafeBytes { bytes in
            _ = unsafe send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }
}
