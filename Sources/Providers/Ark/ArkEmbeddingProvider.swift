import Core
import HTTP

/// Vectors of texts and pictures over Ark's `POST /embeddings/multimodal`.
///
/// There the whole input becomes one vector, so that each input is a call of its own.
struct ArkEmbeddingProvider: EmbeddingProvider {
    let model: Model
    private let call: ServiceCall

    init(model: Model, context: AdapterContext) {
        self.model = model
        call = ServiceCall(model, context, exhausted: ArkCodes.exhausted)
    }

    func price(of inputs: [TextMessage.Part]) -> MicroDollars? {
        inputs.reduce(.zero) { sum, input in
            guard let sum, let price = model.price.mostForVectors(of: [input]) else { return nil }
            return sum + price
        }
    }

    func vectors(
        of inputs: [TextMessage.Part]
    ) async throws(ProviderError) -> (vectors: [[Float]], cost: MicroDollars) {
        var vectors: [[Float]] = []
        var cost = MicroDollars.zero
        for input in inputs {
            do throws(ProviderError) {
                let (vector, price) = try await vector(of: input)
                vectors.append(vector)
                cost += price
            } catch {
                guard cost > .zero else { throw error }
                // What came before is paid for, and of no use without the rest.
                throw .wasted(reason: "vector \(vectors.count + 1) of \(inputs.count) could not be had", cost: cost)
            }
        }
        return (vectors, cost)
    }

    private func vector(of input: TextMessage.Part) async throws(ProviderError) -> ([Float], MicroDollars) {
        let part: JSONValue =
            switch input {
            case .text(let text), .data(_, let text): ["type": "text", "text": .string(text)]
            case .picture(let picture): ["type": "image_url", "image_url": ["url": .string(picture.dataURI)]]
            }
        var members = model.options
        members["model"] = .string(model.id)
        members["input"] = [part]
        let response = try await call.pay("/embeddings/multimodal", .object(members.filter { $0.value != .null }))
        guard let reply = JSONValue(answer: response.body), let vector = [Float](reply["data"]?["embedding"]) else {
            throw call.meaning(ofUnread: response.body, wanted: "a vector")
        }
        return (vector, model.price.settledForVectors(of: [input], reply["usage"]?["prompt_tokens"]?.count))
    }
}
