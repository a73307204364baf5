import Core
import HTTP

/// The way of one model's calls, or of a service's for no model in particular, through the traffic.
struct CallGate: Sendable {
    let traffic: Traffic
    /// What is paid for counts against this model's limits; nil for what serves none.
    var model: Model?

    /// Calls that cost nothing do not stand in line behind pictures that take minutes.
    private static let most = 5

    func through<Answer>(
        _ request: HTTPRequest, _ call: () async throws(ProviderError) -> Answer
    ) async throws(ProviderError) -> Answer {
        let host = Reach.place(of: request.url) ?? ""
        guard request.isPaid, let model else {
            return try await traffic.through([Lanes.Lane(name: "free \(host)", most: Self.most)], call)
        }
        let lanes = [
            Lanes.Lane(name: "model \(model.name)", most: model.concurrency),
            // As many as a model is said to take, its service takes.
            Lanes.Lane(name: "paid \(host)", most: max(Self.most, model.concurrency)),
        ]
        return try await traffic.through(lanes) { () async throws(ProviderError) -> Answer in
            try await traffic.keepTime(model.name, callsPerMinute: model.callsPerMinute)
            return try await call()
        }
    }

    /// What the answer says of patience goes for the model's next calls too.
    func heed(_ error: ProviderError) {
        guard let model, case .throttled(let wait?) = error else { return }
        traffic.rest(model.name, for: wait)
    }
}
