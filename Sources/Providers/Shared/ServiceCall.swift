import Core
import HTTP

/// Calls of a service for one model: a paid one is sent once, and every ending of it is read for what it means to the money.
struct ServiceCall: Sendable {
    let service: Service
    let http: HTTPClient
    let timeout: Duration
    /// What the registry says of the model's service: codes and statuses by which it says that it did nothing.
    let unbilled: Set<String>
    /// Codes of a 429 that no waiting mends.
    var exhausted: Set<String> = []

    static let largestAnswer = 96 << 20

    /// Posts JSON below the service's address for something that is paid for, and gives back the whole of a good answer.
    func pay(_ path: String, _ body: JSONValue, headers: [(name: String, value: String)] = [])
        async throws(ProviderError)
        -> HTTPResponse
    {
        try await send(request("POST", path, body, headers: headers, isPaid: true))
    }

    /// Asks for something that costs nothing and may be asked again: how a job stands, that it be ended.
    func ask(
        _ method: String = "GET", _ path: String, _ body: JSONValue? = nil,
        headers: [(name: String, value: String)] = []
    ) async throws(ProviderError) -> HTTPResponse {
        try await send(request(method, path, body, headers: headers, isPaid: false))
    }

    /// `path` stands below the service's address, or is a whole address that the service itself gave, of its own origin.
    func request(
        _ method: String, _ path: String, _ body: JSONValue?, headers: [(name: String, value: String)], isPaid: Bool
    ) -> HTTPRequest {
        var all = service.headers + [("Accept", "application/json")] + headers
        if body != nil { all.append(("Content-Type", "application/json")) }
        return HTTPRequest(
            method, path.hasPrefix("/") ? service.baseURL + path : path, headers: all,
            body: body.map { .bytes(Array($0.text.utf8)) } ?? .none, timeout: timeout, isPaid: isPaid,
            largestAnswer: Self.largestAnswer)
    }

    func send(_ request: HTTPRequest) async throws(ProviderError) -> HTTPResponse {
        let response: HTTPResponse
        do {
            response = try await http.send(request)
        } catch {
            throw meaning(of: error, isPaid: request.isPaid)
        }
        if let refusal = meaning(of: response, isPaid: request.isPaid) { throw refusal }
        return response
    }

    /// What a missing answer means: nothing was done only where no byte can have reached the service.
    func meaning(of error: HTTPError, isPaid: Bool = true) -> ProviderError {
        switch error {
        case .invalidURL: .refused(reason: service.shown("\(error)"))
        case .notSent, .timedOut(_, sent: false): .unavailable(reason: service.shown("\(error)"))
        case .noAnswer where !isPaid, .timedOut where !isPaid: .unavailable(reason: service.shown("\(error)"))
        case .noAnswer, .timedOut(_, sent: true), .answerTooLarge, .cancelled:
            .unknownOutcome(taskID: nil, reason: service.shown("\(error)"))
        }
    }

    /// What an answer means; nil for a good one.
    ///
    /// A 4xx, or a code that is listed as unbilled, says that nothing was made and nothing charged. Any other 5xx leaves it open.
    func meaning(of response: HTTPResponse, isPaid: Bool = true) -> ProviderError? {
        let status = response.status
        if (200...299).contains(status) { return nil }
        let refusal = ServiceRefusal(response.body)
        let code = refusal.code.map { " \($0)" } ?? ""
        let said = service.shown("\(status)\(code): \(refusal.message)")
        switch status {
        case 401: return .unauthorised(variable: service.keyVariable)
        case 429 where refusal.code.map(exhausted.contains) ?? false: return .refused(reason: said)
        case 429: return .throttled(after: RetryAfter.wait(response.headers))
        case 408, 409, 425: return .unavailable(reason: said)
        case 300...399:
            return .refused(reason: "it answered \(status), a redirect, which no paid call follows; check its address")
        case ..<500: return .refused(reason: said)
        default:
            guard !isPaid || unbilled.contains(String(status)) || refusal.code.map(unbilled.contains) ?? false else {
                return .unknownOutcome(taskID: nil, reason: said)
            }
            guard let wait = RetryAfter.wait(response.headers) else { return .unavailable(reason: said) }
            return .throttled(after: wait)
        }
    }
}
