import Glibc

/// A client that keeps a number of connections busy, all on one thread: each sends the next delivery as soon as it is answered.
struct WebhookLoad {
    let port: Int
    let body: [UInt8]
    let signature: String
    /// What `X-GitHub-Event` says.
    private let event: String
    /// So that no two loads send the same delivery.
    private let salt = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)

    private struct Lane {
        let socket: Int32
        var request: [UInt8] = []
        var sent = 0
        var begun = ContinuousClock.now
        var answer: [UInt8] = []
    }

    init(port: Int, body: [UInt8], signature: String, event: String = "pull_request") {
        self.event = event
        self.port = port
        self.body = body
        self.signature = signature
    }

    /// Sends so many deliveries, and gives how long each took in milliseconds; throws where one is not taken.
    func run(connections: Int, count: Int) throws(BenchError) -> [Double] {
        var lanes: [Lane] = []
        defer { for lane in lanes { close(lane.socket) } }
        for _ in 0..<connections { lanes.append(Lane(socket: try Self.connection(port))) }
        let run = UInt32.random(in: 0 ... .max)
        var times: [Double] = []
        times.reserveCapacity(count)
        var next = 0
        for index in lanes.indices where next < count {
            begin(&lanes[index], run: run, number: next)
            next += 1
        }
        var watched = lanes.map { pollfd(fd: $0.socket, events: Int16(POLLIN | POLLOUT), revents: 0) }
        while times.count < count {
            _ = unsafe poll(&watched, nfds_t(watched.count), -1)
            for index in lanes.indices where watched[index].revents != 0 {
                // The next delivery may be answered before this thread has looked whether it is.
                while try advance(&lanes[index]) {
                    times.append((ContinuousClock.now - lanes[index].begun) / .milliseconds(1))
                    lanes[index].request = []
                    lanes[index].sent = 0
                    guard next < count else { break }
                    begin(&lanes[index], run: run, number: next)
                    next += 1
                }
                let isSending = lanes[index].sent < lanes[index].request.count
                watched[index].events = Int16(isSending ? POLLIN | POLLOUT : POLLIN)
            }
        }
        return times
    }

    private func begin(_ lane: inout Lane, run: UInt32, number: Int) {
        lane.request = Array(
            """
            POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
            User-Agent: GitHub-Hookshot/044aadd\r\nX-GitHub-Event: \(event)\r\n\
            X-GitHub-Delivery: \(salt)-11e3-81ab-\(run)-\(number)\r\nX-Hub-Signature-256: sha256=\(signature)\r\n\
            X-GitHub-Hook-ID: 292430182\r\nX-GitHub-Hook-Installation-Target-ID: 79929171\r\n\
            X-GitHub-Hook-Installation-Target-Type: repository\r\nContent-Length: \(body.count)\r\n\r\n
            """.utf8)
        lane.request += body
        lane.sent = 0
        lane.answer = []
        lane.begun = .now
    }

    /// Sends and receives what is possible; true where the answer is there.
    private func advance(_ lane: inout Lane) throws(BenchError) -> Bool {
        while lane.sent < lane.request.count {
            let count = unsafe lane.request.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[lane.sent...])
                return unsafe send(lane.socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count < 0, errno == EAGAIN { break }
            guard count > 0 else { throw BenchError("The receiver has ended a connection.") }
            lane.sent += count
        }
        var piece = [UInt8](repeating: 0, count: 1_024)
        let count = unsafe piece.withUnsafeMutableBytes { bytes in
            unsafe recv(lane.socket, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
        }
        if count < 0, errno == EAGAIN { return false }
        guard count > 0 else { throw BenchError("The receiver has ended a connection.") }
        lane.answer += piece[..<count]
        return try Self.isWhole(lane.answer)
    }

    private static func isWhole(_ answer: [UInt8]) throws(BenchError) -> Bool {
        let text = String(decoding: answer, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        guard text.hasPrefix("HTTP/1.1 202") else { throw BenchError("A delivery was answered: \(text)") }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) }
        return text.utf8.distance(from: end.upperBound, to: text.endIndex) >= length ?? 0
    }

    static func connection(_ port: Int) throws(BenchError) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            throw BenchError("Nobody listens on port \(port).")
        }
        var one: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    /// Returns when somebody listens, at the latest after ten seconds.
    static func waitForAnswer(port: Int) throws(BenchError) {
        let end = ContinuousClock.now + .seconds(10)
        while true {
            do throws(BenchError) {
                close(try connection(port))
                return
            } catch {
                guard ContinuousClock.now < end else { throw error }
                usleep(200)
            }
        }
    }
}
