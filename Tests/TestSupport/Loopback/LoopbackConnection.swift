import Foundation

/// One connection, read and written by one thread: requests one after the other, until either side closes it.
final class LoopbackConnection {
    private let socket: Int32
    private let number: Int
    private let bodies: LoopbackBodies
    /// Blocks this thread until the work is done or the server stops.
    private let wait: (@escaping @Sendable () async -> Void) -> Void
    /// Read, but not yet used.
    private var buffer: [UInt8] = []
    private var requests = 0

    init(
        _ socket: Int32, number: Int, bodies: LoopbackBodies,
        wait: @escaping (@escaping @Sendable () async -> Void) -> Void
    ) {
        self.wait = wait
        self.socket = socket
        self.number = number
        self.bodies = bodies
    }

    // MARK: Receiving

    /// Nil where the peer has closed, or sent what is no HTTP.
    func receive() -> LoopbackRequest? {
        guard let first = readLine(), !first.isEmpty else { return nil }
        let words = first.split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
        var headers: [(name: String, value: String)] = []
        while let line = readLine() {
            if line.isEmpty {
                return receiveBody(method: String(words[0]), target: String(words[1]), headers: headers)
            }
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers.append((String(line[..<colon]), value))
        }
        return nil
    }

    private func receiveBody(
        method: String, target: String, headers: [(name: String, value: String)]
    ) -> LoopbackRequest? {
        func field(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value.lowercased() }
        requests += 1
        guard let sink = LoopbackBodySink(bodies, name: "body-\(number)-\(requests)") else { return nil }
        if field("expect") == "100-continue" { _ = write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        if field("transfer-encoding") == "chunked" {
            guard readChunks(into: sink) else { return nil }
        } else if let text = field("content-length") {
            guard let length = Int(text), readBytes(length, into: sink) else { return nil }
        }
        return LoopbackRequest(
            method: method, target: target, headers: headers, body: sink.bytes, bodyLength: sink.length,
            bodyFile: sink.path, connection: number)
    }

    private func readChunks(into sink: LoopbackBodySink) -> Bool {
        while let line = readLine(), let length = Int(line.prefix { $0 != ";" }, radix: 16) {
            if length == 0 {
                while let trailer = readLine(), !trailer.isEmpty {}
                return true
            }
            guard readBytes(length, into: sink), readLine() == "" else { return false }
        }
        return false
    }

    private func readBytes(_ count: Int, into sink: LoopbackBodySink) -> Bool {
        var left = count
        while left > 0 {
            if buffer.isEmpty, !fill() { return false }
            let piece = buffer.prefix(left)
            sink.take(piece)
            left -= piece.count
            buffer.removeFirst(piece.count)
        }
        return true
    }

    private func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                var line = buffer[..<end]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeFirst(end + 1)
                return text
            }
            guard buffer.count < 1 << 20, fill() else { return nil }
        }
    }

    private func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += piece[..<count]
            return true
        }
    }

    // MARK: Sending

    /// False where the connection ends with this answer.
    func send(_ reply: LoopbackReply, to request: LoopbackRequest) -> Bool {
        guard reply.status > 0 else { return false }
        var text = "HTTP/1.1 \(reply.status) Scripted\r\n"
        for (name, value) in reply.headers { text += "\(name): \(value)\r\n" }
        let hasBody = request.method != "HEAD" && reply.status != 204 && reply.status != 304
        switch reply.framing {
        case .length(let length):
            if reply.status != 204 && reply.status != 304 {
                text += "Content-Length: \(length ?? Self.length(of: reply.steps))\r\n"
            }
        case .chunked: text += "Transfer-Encoding: chunked\r\n"
        case .untilClose: text += "Connection: close\r\n"
        }
        guard write(Array((text + "\r\n").utf8)) else { return false }
        if hasBody, !sendBody(reply) { return false }
        if case .untilClose = reply.framing { return false }
        let asksToClose = { (name: String?) in name?.lowercased() == "close" }
        return !asksToClose(request.header("Connection"))
            && !asksToClose(reply.headers.first { $0.name.lowercased() == "connection" }?.value)
    }

    private func sendBody(_ reply: LoopbackReply) -> Bool {
        for step in reply.steps {
            switch step {
            case .bytes(let bytes): guard sendPiece(bytes, reply.framing) else { return false }
            case .file(let path):
                guard let file = FileHandle(forReadingAtPath: path) else { return false }
                while let piece = try? file.read(upToCount: 256 << 10), !piece.isEmpty {  // A failure cuts the answer.
                    guard sendPiece(Array(piece), reply.framing) else { return false }
                }
            case .wait(let gate):
                wait { await gate.pass() }
            case .perform(let work): wait(work)
            case .cut: return false
            }
        }
        if case .chunked = reply.framing { return write(Array("0\r\n\r\n".utf8)) }
        return true
    }

    private func sendPiece(_ bytes: [UInt8], _ framing: LoopbackReply.Framing) -> Bool {
        guard case .chunked = framing else { return write(bytes) }
        return bytes.isEmpty
            || write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
    }

    private static func length(of steps: [LoopbackReply.Step]) -> Int {
        steps.reduce(0) { sum, step in
            switch step {
            case .bytes(let bytes): sum + bytes.count
            case .file(let path):  // A missing one is empty.
                sum + ((try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0)
            case .wait, .perform, .cut: sum
            }
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let count = unsafe Glibc.send(
                    socket, bytes.baseAddress?.advanced(by: start), bytes.count - start, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                start += count
            }
            return true
        }
    }
}
