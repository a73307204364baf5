import Core
import HTTP

/// Vectors of texts over `POST /embeddings`, as OpenAI, Ark and all compatible servers speak it.
struct OpenAIEmbeddingProvider: EmbeddingProvider {
    let model: Model
    private let call: ServiceCall

    init(model: Model, context: AdapterContext, exhausted: Set<String>) {
        self.model = model
        call = ServiceCall(model, context, exhausted: exhausted)
    }

    func price(of inputs: [TextMessage.Part]) -> MicroDollars? { model.price.mostForVectors(of: inputs) }

    func vectors(
        of inputs: [TextMessage.Part]
    ) async throws(ProviderError) -> (vectors: [[Float]], cost: MicroDollars) {
        var texts: [JSONValue] = []
        for input in inputs {
            switch input {
            case .text(let text), .data(_, let text): texts.append(.string(text))
            case .picture:
                throw .refused(reason: "\(model.name) makes vectors of texts, not of pictures; name another model")
            }
        }
        guard !texts.isEmpty else { return ([], .zero) }
        var members = model.options
        members["model"] = .string(model.id)
        members["input"] = .array(texts)
        let response = try await call.pay("/embeddings", .object(members.filter { $0.value != .null }))
        guard let reply = JSONValue(answer: response.body), let vectors = Self.vectors(in: reply, count: texts.count)
        else { throw call.meaning(ofUnread: response.body, wanted: "vectors") }
        return (vectors, model.price.settledForVectors(of: inputs, reply["usage"]?["prompt_tokens"]?.count))
    }

    /// In the order of their numbers; nil unless there is one for each input.
    private static func vectors(in reply: JSONValue, count: Int) -> [[Float]]? {
        var vectors = [[Float]](repeating: [], count: count)
        for (place, entry) in (reply["data"]?.array ?? []).enumerated() {
            let index = entry["index"]?.integer ?? place
            guard vectors.indices.contains(index), let vector = [Float](entry["embedding"]) else { return nil }
            vectors[index] = vector
        }
        return vectors.contains { $0.isEmpty } ? nil : vectors
    }
}
