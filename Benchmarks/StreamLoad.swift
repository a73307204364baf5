import Glibc

/// A client that holds many pages' streams open, all on one thread, and counts what each is told.
final class StreamLoad {
    private struct Page {
        var socket: Int32
        /// The position of the last append that it was told of.
        var last = 1
        var lines = ChunkedLines()
    }

    private let port: Int
    private let cookie: String
    private var pages: [Page] = []
    private var begun: [Int: ContinuousClock.Instant] = [:]
    private(set) var told = 0
    private(set) var twice = 0
    private(set) var latencies: [Double] = []
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(port: Int, pages count: Int, cookie: String) throws(BenchError) {
        self.port = port
        self.cookie = cookie
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        for _ in 0..<count { pages.append(Page(socket: try open(after: 1))) }
    }

    deinit { for page in pages { close(page.socket) } }

    /// Appends that pages should have been told of before later ones, and were not.
    private(set) var missed = 0

    /// The cookie of an operator's session.
    static func signIn(port: Int, token: String) throws(BenchError) -> String {
        let socket = try WebhookLoad.connection(port)
        defer { close(socket) }
        let form = "secret=\(token)&next=/"
        try send(
            """
            POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)
            """, to: socket)
        var bytes = [UInt8](repeating: 0, count: 8 << 10)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        guard let place = text.firstRange(of: "Set-Cookie: ") else {
            throw BenchError("The sign-in was answered: \(text)")
        }
        return String(text[place.upperBound...].prefix { $0 != ";" })
    }

    /// Notes that an append is about to be written.
    func note(append position: Int) { begun[position] = .now }

    /// Has one page in so many go away, and come again with the last thing that it was told.
    func comeAgain(every step: Int) throws(BenchError) {
        for place in stride(from: 0, to: pages.count, by: step) {
            close(pages[place].socket)
            pages[place].lines = ChunkedLines()
            pages[place].socket = try open(after: pages[place].last)
        }
    }

    /// Hears what comes for so long, or until every page has been told of an append; 0 for none.
    func hear(upTo position: Int, until time: Duration) throws(BenchError) {
        let end = ContinuousClock.now + time
        var watched = pages.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        while true {
            if position > 0, pages.allSatisfy({ $0.last >= position }) { return }
            let patience = (end - .now) / .milliseconds(1)
            guard patience > 0 else {
                guard position == 0 else { throw BenchError("Some pages were not told of append \(position) in time.") }
                return
            }
            guard unsafe poll(&watched, nfds_t(watched.count), Int32(patience.rounded(.up))) > 0 else { continue }
            for place in pages.indices where watched[place].revents != 0 { try take(&pages[place]) }
            // Where nothing is waited for, the streams have to have begun.
            if position == 0, time > .seconds(1), begunPages == pages.count { return }
        }
    }

    private var begunPages: Int { pages.count { $0.lines.hasBegun } }

    private func take(_ page: inout Page) throws(BenchError) {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(page.socket, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
        }
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else { throw BenchError("The service has ended a stream.") }
        let now = ContinuousClock.now
        var ids: [Int] = []
        page.lines.take(buffer[..<count]) { line in
            guard line.starts(with: "id: ".utf8) else { return }
            if let id = Int(String(decoding: line.dropFirst(4), as: UTF8.self)) { ids.append(id) }
        }
        for id in ids {
            told += 1
            if id <= page.last { twice += 1 } else { missed += id - page.last - 1 }
            page.last = max(page.last, id)
            if let time = begun[id] { latencies.append((now - time) / .milliseconds(1)) }
        }
    }

    private func open(after position: Int) throws(BenchError) -> Int32 {
        let socket = try WebhookLoad.connection(port)
        let again = position > 1 ? "Last-Event-ID: \(position)\r\n" : ""
        try Self.send(
            "GET /stream?after=1 HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\(again)\r\n", to: socket)
        return socket
    }

    private static func send(_ text: String, to socket: Int32) throws(BenchError) {
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count == bytes.count else { throw BenchError("The service takes no request.") }
    }
}
