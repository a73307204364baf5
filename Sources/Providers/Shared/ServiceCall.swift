import Core
import HTTP

/// Calls of a service for one model: a paid one is sent once, and every ending of it is read for what it means to the money.
struct ServiceCall: Sendable {
    let service: Service
    let http: HTTPClient
    let timeout: Duration
    /// What the registry says of the model's service: codes and statuses by which it says that it did nothing.
    let unbilled: Set<String>
    /// Codes of a 429 that no waiting mends; those that begin so and go on behind a dot count too.
    ///
    /// `QuotaExceeded.*Plan`: whatever stands in the star's place, and behind it.
    let exhausted: Set<String>

    static let largestAnswer = 96 << 20

    init(
        service: Service, http: HTTPClient, timeout: Duration, unbilled: Set<String>, exhausted: Set<String> = []
    ) {
        self.service = service
        self.http = http
        self.timeout = timeout
        self.unbilled = unbilled
        self.exhausted = exhausted
    }

    /// For a model as the registry has it; `within`: where no call of it takes as long as the model may.
    init(_ model: Model, _ context: AdapterContext, within most: Duration? = nil, exhausted: Set<String> = []) {
        self.init(
            service: context.service, http: context.http, timeout: most.map { min($0, model.timeout) } ?? model.timeout,
            unbilled: model.unbilled, exhausted: exhausted)
    }

    /// Posts JSON below the service's address for something that is paid for, and gives back the whole of a good answer.
    func pay(_ path: String, _ body: JSONValue, headers: [(name: String, value: String)] = [])
        async throws(ProviderError)
        -> HTTPResponse
    {
        try await send(request("POST", path, body, headers: headers, isPaid: true))
    }

    /// Asks for something that costs nothing and may be asked again: how a job stands, that it be ended.
    ///
    /// An answer that `settles` the matter is given back whatever its status, and not asked for again.
    func ask(
        _ method: String = "GET", _ path: String, _ body: JSONValue? = nil,
        headers: [(name: String, value: String)] = [], settles: (HTTPResponse) -> Bool = { _ in false }
    ) async throws(ProviderError) -> HTTPResponse {
        try await send(request(method, path, body, headers: headers, isPaid: false), settles: settles)
    }

    /// Posts JSON for an answer that comes in events; `take` is given each of them, and says which is the last.
    ///
    /// Nil once the last has come; a good answer of another kind, of a service that does not stream, is given back in whole. An answer
    /// that ends before its last event broke off, and what it cost is open.
    func stream(
        _ path: String, _ body: JSONValue, headers: [(name: String, value: String)] = [],
        take: (ServerSentEvent) throws(ProviderError) -> EventStep
    ) async throws(ProviderError) -> HTTPResponse? {
        var request = request("POST", path, body, headers: headers, isPaid: true)
        request.headers.removeAll { $0.name == "Accept" }
        request.headers.append(("Accept", "text/event-stream, application/json"))
        // An answer may be long as long as it goes on.
        request.stall = min(timeout, Self.longestSilence)
        request.timeout = max(timeout, Self.longestStream)
        return try await gated(request) { () async throws(ProviderError) -> HTTPResponse? in
            switch try await answer(to: request) {
            case .whole(let response):
                if let refusal = meaning(of: response) { throw refusal }
                return response
            case .events(let events):
                try await drain(events, take)
                return nil
            }
        }
    }

    /// Whether more of an answer is to come.
    enum EventStep { case more, last }

    private static let longestSilence = Duration.seconds(300)
    private static let longestStream = Duration.seconds(3600)
    /// For an answer about something, not the thing itself.
    private static let longestAsk = Duration.seconds(60)

    private func answer(to request: HTTPRequest) async throws(ProviderError) -> EventAnswer {
        do { return try await http.events(request) } catch { throw meaning(of: error) }
    }

    private func drain(
        _ events: EventStream, _ take: (ServerSentEvent) throws(ProviderError) -> EventStep
    ) async throws(ProviderError) {
        var iterator = events.makeAsyncIterator()
        while true {
            let event: ServerSentEvent?
            do { event = try await iterator.next() } catch { throw meaning(of: error) }
            guard let event else {
                throw .unknownOutcome(taskID: nil, reason: "the answer broke off before its end")
            }
            if try take(event) == .last { return }
        }
    }

    /// `path` stands below the service's address, or is a whole address that the service itself gave, of its own origin.
    func request(
        _ method: String, _ path: String, _ body: JSONValue?, headers: [(name: String, value: String)], isPaid: Bool
    ) -> HTTPRequest {
        var all = service.headers + [("Accept", "application/json")] + headers
        if body != nil { all.append(("Content-Type", "application/json")) }
        return HTTPRequest(
            method, path.hasPrefix("/") ? service.baseURL + path : path, headers: all,
            body: body.map { .bytes(Array($0.text.utf8)) } ?? .none,
            timeout: isPaid ? timeout : min(timeout, Self.longestAsk), isPaid: isPaid,
            largestAnswer: Self.largestAnswer)
    }

    /// What is paid for is sent once; anything else is asked again where that may help.
    func send(
        _ request: HTTPRequest, settles: (HTTPResponse) -> Bool = { _ in false }
    ) async throws(ProviderError) -> HTTPResponse {
        var tried = 0
        while true {
            tried += 1
            do throws(ProviderError) {
                return try await gated(request) { () async throws(ProviderError) -> HTTPResponse in
                    let response: HTTPResponse
                    do throws(HTTPError) {
                        response = try await http.send(request)
                    } catch {
                        throw meaning(of: error, isPaid: request.isPaid)
                    }
                    if !settles(response), let refusal = meaning(of: response, isPaid: request.isPaid) {
                        throw refusal
                    }
                    return response
                }
            } catch {
                guard !request.isPaid, let traffic = service.gate?.traffic,
                    await traffic.mayAskAgain(afterTry: tried, of: error)
                else { throw error }
            }
        }
    }

    /// Makes a call in its turn; every call of a service goes through here.
    func gated<Answer>(
        _ request: HTTPRequest, _ call: () async throws(ProviderError) -> Answer
    ) async throws(ProviderError) -> Answer {
        guard let gate = service.gate else { return try await call() }
        do {
            return try await gate.through(request, call)
        } catch {
            gate.heed(error)
            throw error
        }
    }

    /// What a missing answer means: nothing was done only where no byte can have reached the service.
    func meaning(of error: HTTPError, isPaid: Bool = true) -> ProviderError {
        switch error {
        case .invalidURL, .untrusted: .refused(reason: service.shown("\(error)"))
        case .notSent, .timedOut(_, sent: false): .unavailable(reason: service.shown("\(error)"))
        case .noAnswer where !isPaid, .timedOut where !isPaid, .cancelled where !isPaid:
            .unavailable(reason: service.shown("\(error)"))
        case .noAnswer, .timedOut(_, sent: true), .answerTooLarge, .cancelled:
            .unknownOutcome(taskID: nil, reason: service.shown("\(error)"))
        }
    }

    /// Whether a code says that no waiting helps.
    func isExhausted(_ code: String) -> Bool {
        exhausted.contains { pattern in
            let parts = pattern.split(separator: "*", maxSplits: 1)
            if parts.count == 2 { return code.hasPrefix(parts[0]) && code.dropFirst(parts[0].count).contains(parts[1]) }
            return code == pattern || code.hasPrefix(pattern + ".")
        }
    }

    /// What an answer means; nil for a good one.
    ///
    /// A 4xx, or a code that is listed as unbilled, says that nothing was made and nothing charged. Any other 5xx leaves it open,
    /// whatever its `x-should-retry` says.
    func meaning(of response: HTTPResponse, isPaid: Bool = true) -> ProviderError? {
        let status = response.status
        if (200...299).contains(status) { return nil }
        let refusal = ServiceRefusal(response)
        let code = refusal.code.map { " \($0)" } ?? ""
        let said = service.shown("\(status)\(code)\(refusal.message.isEmpty ? "" : ": \(refusal.message)")")
        let wait = RetryAfter.wait(
            response.headers, message: refusal.message, now: service.gate?.traffic.now)
        switch status {
        case 401: return .unauthorised(variable: service.keyVariable)
        case 429 where refusal.code.map(isExhausted) ?? false: return .closed(reason: said)
        case 402: return .closed(reason: said)
        case 400...499 where refusal.isOfContent: return .declined(reason: said)
        case 300...399:
            return .refused(reason: "it answered \(status), a redirect, which no paid call follows; check its address")
        case ..<500:
            // A 4xx says that nothing was done; whether it may be tried again the service itself knows best.
            switch response.headers["x-should-retry"]?.lowercased() {
            case "false": return .refused(reason: said)
            case "true": return wait.map { .throttled(after: $0) } ?? .unavailable(reason: said)
            default: break
            }
            switch status {
            case 429: return .throttled(after: wait)
            case 408, 409, 425: return .unavailable(reason: said)
            default: return .refused(reason: said)
            }
        default:
            guard !isPaid || unbilled.contains(String(status)) || refusal.code.map(unbilled.contains) ?? false else {
                return .unknownOutcome(taskID: nil, reason: said)
            }
            if response.headers["x-should-retry"]?.lowercased() == "false" { return .refused(reason: said) }
            return wait.map { .throttled(after: $0) } ?? .unavailable(reason: said)
        }
    }
}
