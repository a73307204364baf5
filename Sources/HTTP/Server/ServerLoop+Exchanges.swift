import CMicroHTTPD

/// The life of one request, as the library tells it.
///
/// Each answers whether the connection goes on.
extension ServerLoop {
    /// The head of a request is there, then each piece of its body, then its end; and once more when its answer is.
    func visited(_ exchange: ServerExchange, _ piece: UnsafeRawBufferPointer, head: () -> RequestHead) -> Bool {
        if exchange.stage != .asked { hasNews = true }
        switch exchange.stage {
        case .begun: return headCame(exchange, head())
        case .reading where unsafe !piece.isEmpty:
            unsafe bodyCame(exchange, piece)
            return true
        case .reading: return requestIsWhole(exchange)
        case .asked: return answerCame(exchange)
        case .answered: return true
        }
    }

    private func headCame(_ exchange: ServerExchange, _ head: RequestHead) -> Bool {
        exchange.head = head
        let length = head.bodyLength
        guard length != .ambiguous else {
            return answer(exchange, .text(400, "Where the body of this request ends can be read in more than one way."))
        }
        if isDraining {
            return answer(exchange, .text(503, "The service is stopping.").with("Retry-After", "10"))
        }
        switch service.admit(head) {
        case .refused(let response): return answer(exchange, response)
        case .body(let limit):
            exchange.limit = limit
            if case .known(let bytes) = length {
                guard bytes <= limit else { return answer(exchange, Self.tooLarge(limit)) }
                guard held + bytes <= limits.bodies else { return answer(exchange, Self.overloaded) }
                exchange.body = room(for: bytes)
            }
            exchange.stage = .reading
            allow(limits.bodyTime, exchange.connection)
            return true
        case .file(let file):
            if case .known(let bytes) = length, bytes > file.limit {
                return answer(exchange, Self.tooLarge(file.limit))
            }
            exchange.file = file
            exchange.stage = .reading
            allow(limits.fileTime, exchange.connection)
            return true
        }
    }

    /// Writes to the system's memory of the disk, which does not wait for the disk.
    private func bodyCame(_ exchange: ServerExchange, _ piece: UnsafeRawBufferPointer, into file: BodyFile) {
        if file.count + piece.count > file.limit {
            exchange.refusal = Self.tooLarge(file.limit)
        } else if unsafe !file.append(piece) {
            exchange.refusal = .text(507, "There is no room for this file on the service's disk.")
        }
        if exchange.refusal != nil { exchange.file = nil }
    }

    /// What goes over a limit is read and dropped, so that the answer can be given at its end; its time is limited anyway.
    private func bodyCame(_ exchange: ServerExchange, _ piece: UnsafeRawBufferPointer) {
        guard exchange.refusal == nil else { return }
        if let file = exchange.file { return unsafe bodyCame(exchange, piece, into: file) }
        if exchange.body.count + piece.count > exchange.limit {
            exchange.refusal = Self.tooLarge(exchange.limit)
        } else if held + piece.count > limits.bodies {
            exchange.refusal = Self.overloaded
        }
        guard exchange.refusal == nil else {
            held -= exchange.body.count
            exchange.body = []
            return
        }
        held += piece.count
        unsafe exchange.body.append(contentsOf: piece)
    }

    private func requestIsWhole(_ exchange: ServerExchange) -> Bool {
        if let refusal = exchange.refusal { return answer(exchange, refusal) }
        guard let head = exchange.head else { return false }
        allow(nil, exchange.connection)
        let slot = ReplySlot(exchange, mailbox)
        exchange.slot = slot
        held -= exchange.body.count
        let (body, file) = (exchange.body, exchange.file)
        exchange.body = []
        exchange.file = nil
        exchange.stage = .asked
        exchange.flushes = flushes
        ask(ServerRequest(head: head, body: body, file: file), ServerReply(slot))
        return answerCame(exchange)
    }

    /// Sends the answer if it is there.
    ///
    /// The library asks for it again each turn, until the service has had the time to give it; only then is the connection put to
    /// sleep, which with the waking costs calls of the system.
    private func answerCame(_ exchange: ServerExchange) -> Bool {
        let isLate = exchange.flushes != flushes
        if let response = exchange.slot?.take(orAwait: isLate) { return answer(exchange, response) }
        if isLate { exchange.suspend() }
        return true
    }

    private static func tooLarge(_ limit: Int) -> ServerResponse {
        .text(413, "The body of a request may have \(limit) bytes here.")
    }

    private static let overloaded = ServerResponse.text(503, "Too much is being read at once.").with("Retry-After", "5")

    // MARK: Answering

    private func answer(_ exchange: ServerExchange, _ response: ServerResponse) -> Bool {
        exchange.stage = .answered
        guard let handle = unsafe exchange.handle else { return false }
        allow(limits.answerTime, exchange.connection)
        guard let made = unsafe make(response, for: exchange) else { return false }
        defer { unsafe cmicrohttpd_destroy(made) }
        for (name, value) in response.headers { unsafe cmicrohttpd_add(made, name, value) }
        if isDraining { unsafe cmicrohttpd_add(made, "Connection", "close") }
        return unsafe cmicrohttpd_answer(handle, response.status, made) != 0
    }

    private func make(_ response: ServerResponse, for exchange: ServerExchange) -> OpaquePointer? {
        switch response.body {
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { bytes in
                unsafe cmicrohttpd_whole(bytes.baseAddress, bytes.count)
            }
        case .stream(let stream):
            stream.begin { [mailbox] in mailbox.post(.wake([exchange])) }
            exchange.stream = stream
            if isDraining { stream.finish() }
            // What goes out in chunks is read into the connection's own memory: this much is for old clients, and lies idle with all.
            return unsafe cmicrohttpd_streamed(
                stream.length.map { UInt64($0) } ?? .max, stream.length == nil ? 4 << 10 : 64 << 10,
                { unsafe ServerCallbacks.read($0, $1, $2, $3) },
                Unmanaged.passRetained(exchange).toOpaque(), { unsafe ServerCallbacks.forget($0) })
        }
    }

    /// Gives the next portion of an answer that streams; 0 puts the connection to sleep.
    func portion(of exchange: ServerExchange, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let stream = exchange.stream else { return cmicrohttpd_end }
        switch unsafe stream.read(into: buffer) {
        case .bytes(let count):
            allow(limits.answerTime, exchange.connection)
            return count
        case .nothingYet:
            // Whoever has taken all there was is not slow.
            allow(nil, exchange.connection)
            exchange.suspend()
            return 0
        case .end: return cmicrohttpd_end
        case .broken:
            exchange.connection.cutOff()
            return cmicrohttpd_end
        }
    }
}
