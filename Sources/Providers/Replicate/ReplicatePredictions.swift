import Core
import HTTP

/// Replicate's predictions, by replicate.com/docs/reference/http, read 2026-11-21.
///
/// What a prediction made is erased after an hour. A job's token is `cost name`: the answers name no price.
struct ReplicatePredictions: ListPricedQueue {
    let model: Model
    private let call: ServiceCall
    private let downloads: JobDownload

    init(model: Model, context: AdapterContext) {
        self.model = model
        downloads = JobDownload(context)
        call = ServiceCall(model, context, within: .seconds(180))
    }

    /// A model is named as `owner/name`, one version of it by its hash or behind a colon.
    func begin(_ input: JSONValue, cost: MicroDollars) async throws(ProviderError) -> String {
        let version = model.id.split(separator: ":").last.map(String.init) ?? model.id
        let isNamed = model.id.contains("/") && !model.id.contains(":")
        let response =
            isNamed
            ? try await call.pay("/models/\(model.id)/predictions", ["input": input])
            : try await call.pay("/predictions", ["version": .string(version), "input": input])
        let json = try JobReply.begun(response, of: call)
        guard let id = json["id"]?.string, FalToken.isIdentifier(id) else {
            let refusal = ServiceRefusal(json)
            throw .unknownOutcome(
                taskID: nil, reason: call.service.shown("\(response.status) without a prediction: \(refusal.message)"))
        }
        return "\(cost.count) \(id)"
    }

    func look(at token: String, kind: MediaType) async throws(ProviderError) -> JobState {
        guard let (cost, id) = Self.parts(of: token) else {
            return .failed(.refused(reason: "its name is none of Replicate's"))
        }
        let json = try JobReply.read(try await call.ask("GET", "/predictions/\(id)"), of: call)
        switch json["status"]?.string ?? "" {
        case "succeeded": break
        case "failed":
            return .failed(failure(in: json))
        case "canceled", "cancelled", "aborted":
            return .failed(.unavailable(reason: "Replicate says that the prediction was cancelled"))
        // Starting, processing, and whatever words may come.
        default: return .working(progress: nil)
        }
        guard let output = json["output"], output != .null, let url = MediaAddress.find(in: output) else {
            return .failed(
                .wasted(reason: "what it made is not there any more: Replicate keeps it for an hour", cost: cost))
        }
        return try await downloads.state(at: url, of: kind, token: token, seed: nil, cost: cost)
    }

    func cancel(_ token: String) async throws(ProviderError) {
        guard let (_, id) = Self.parts(of: token) else { return }
        _ = try await call.ask("POST", "/predictions/\(id)/cancel")
    }

    /// The error is the words of whoever wrote the model: no code tells what kind it is.
    private func failure(in json: JSONValue) -> ProviderError {
        let refusal = json["error"].map { ServiceRefusal(["error": $0]) }
        let message = refusal?.message ?? ""
        let said = call.service.shown(message.isEmpty ? "the prediction failed" : message)
        let isOfContent = ["nsfw", "flagged as sensitive", "safety"].contains { message.lowercased().contains($0) }
        return isOfContent || refusal?.isOfContent == true ? .declined(reason: said) : .refused(reason: said)
    }

    private static func parts(of token: String) -> (MicroDollars, String)? {
        let parts = token.split(separator: " ").map(String.init)
        guard parts.count == 2, let count = Int64(parts[0]), count >= 0, FalToken.isIdentifier(parts[1]) else {
            return nil
        }
        return (MicroDollars(count), parts[1])
    }
}
