import Core
import HTTP

/// fal's queue, by docs.fal.ai, read 2026-11-21: begin, status, result, cancel.
///
/// There is no failed status: a job that has failed is `COMPLETED`, and says so itself or in place of its result.
struct FalQueue: ListPricedQueue {
    let model: Model
    private let call: ServiceCall
    private let downloads: JobDownload

    init(model: Model, context: AdapterContext) {
        self.model = model
        downloads = JobDownload(context)
        call = ServiceCall(model, context, within: .seconds(180))
    }

    /// Begins a job; `cost` is what the list says that it costs, as fal names none.
    func begin(_ body: JSONValue, cost: MicroDollars) async throws(ProviderError) -> String {
        let response = try await call.pay("/" + model.id, body)
        let json = try JobReply.begun(response, of: call)
        guard let id = json["request_id"]?.string, FalToken.isIdentifier(id) else {
            let refusal = ServiceRefusal(json)
            throw .unknownOutcome(
                taskID: nil, reason: call.service.shown("200 without a request's name: \(refusal.message)"))
        }
        return FalToken(id, cost: cost, reply: json, model: model, service: call.service).text
    }

    func look(at text: String, kind: MediaType) async throws(ProviderError) -> JobState {
        guard let token = FalToken(text) else { return .failed(.refused(reason: "its name is none of fal's")) }
        let status = try JobReply.read(try await call.ask("GET", token.status), of: call)
        guard status["status"]?.string == "COMPLETED" else { return .working(progress: nil) }
        if let failure = failure(in: status) { return .failed(failure) }
        let response: HTTPResponse
        do throws(ProviderError) {
            // The queue has tried it again by itself: what says so in fal's own shape is how the job has ended.
            response = try await call.ask("GET", token.result) { Self.isEnding($0) }
        } catch {
            switch error {
            case .refused, .declined, .closed: return .failed(error)
            default: throw error
            }
        }
        if let failure = call.meaning(of: response, isPaid: false) {
            // Whoever set the time that has run out would wait as long again.
            if response.headers["x-fal-request-timeout-type"] == "user", case .unavailable(let reason) = failure {
                return .failed(.refused(reason: reason))
            }
            return .failed(failure)
        }
        let result = try JobReply.read(response, of: call)
        if let failure = failure(in: result) { return .failed(failure) }
        guard let url = MediaAddress.find(in: result) else {
            return .failed(.wasted(reason: "its result names no file", cost: token.cost))
        }
        let seed = model.takesSeed ? result["seed"]?.integer.flatMap { Seed($0) } : nil
        return try await downloads.state(at: url, of: kind, token: text, seed: seed, cost: token.cost)
    }

    func cancel(_ text: String) async throws(ProviderError) {
        guard let token = FalToken(text) else { return }
        _ = try await call.ask("PUT", token.cancel)
    }

    /// Whether it tells of the job; a page of a server in between does not.
    private static func isEnding(_ response: HTTPResponse) -> Bool {
        if response.headers["x-fal-error-type"] != nil { return true }
        return response.status >= 500 && JSONValue(answer: response.body)?["detail"] != nil
    }

    private func failure(in json: JSONValue) -> ProviderError? {
        guard let error = json["error"], error != .null else { return nil }
        let kind = json["error_type"]?.string.map { "\($0): " } ?? ""
        let said = call.service.shown(kind + (error.string ?? ServiceRefusal(json).message))
        if ServiceRefusal(json).isOfContent { return .declined(reason: said) }
        let passes = ["timeout", "runner", "internal", "server", "connection"].contains { kind.contains($0) }
        return passes ? .unavailable(reason: said) : .refused(reason: said)
    }
}
