import Core
import HTTP

/// One call that costs money where it is carried out: sent once, and every ending of it read for what it means to the money.
struct PaidCall: Sendable {
    let service: Service
    let http: HTTPClient
    let timeout: Duration
    /// What the registry says of the model's service: codes and statuses by which it says that it did nothing.
    let unbilled: Set<String>
    /// Codes of a 429 that no waiting mends.
    var exhausted: Set<String> = []

    static let largestAnswer = 96 << 20

    /// Posts JSON below the service's address and gives back the whole of a good answer.
    func post(_ path: String, _ body: JSONValue) async throws(ProviderError) -> HTTPResponse {
        let request = HTTPRequest(
            "POST", service.baseURL + path,
            headers: [
                ("Authorization", "Bearer \(service.key)"), ("Content-Type", "application/json"),
                ("Accept", "application/json"),
            ], body: .bytes(Array(body.text.utf8)), timeout: timeout, isPaid: true, largestAnswer: Self.largestAnswer)
        let response: HTTPResponse
        do {
            response = try await http.send(request)
        } catch {
            throw meaning(of: error)
        }
        if let refusal = meaning(of: response) { throw refusal }
        return response
    }

    /// What a missing answer means: nothing was done only where no byte can have reached the service.
    func meaning(of error: HTTPError) -> ProviderError {
        switch error {
        case .invalidURL: .refused(reason: service.shown("\(error)"))
        case .notSent, .timedOut(_, sent: false): .unavailable(reason: service.shown("\(error)"))
        case .noAnswer, .timedOut(_, sent: true), .answerTooLarge, .cancelled:
            .unknownOutcome(taskID: nil, reason: service.shown("\(error)"))
        }
    }

    /// What an answer means; nil for a good one.
    ///
    /// A 4xx, or a code that is listed as unbilled, says that nothing was made and nothing charged. Any other 5xx leaves it open.
    func meaning(of response: HTTPResponse) -> ProviderError? {
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
            guard unbilled.contains(String(status)) || refusal.code.map(unbilled.contains) ?? false else {
                return .unknownOutcome(taskID: nil, reason: said)
            }
            guard let wait = RetryAfter.wait(response.headers) else { return .unavailable(reason: said) }
            return .throttled(after: wait)
        }
    }
}
