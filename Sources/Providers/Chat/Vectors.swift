import Core

extension [Float] {
    /// Nil unless it is a list of numbers, and not an empty one.
    init?(_ json: JSONValue?) {
        guard let values = json?.array, !values.isEmpty else { return nil }
        self = values.compactMap { $0.number.map(Float.init) }
        if count != values.count { return nil }
    }
}

extension ModelPrice {
    /// A text has at most as many tokens as bytes.
    func mostForVectors(of inputs: [TextMessage.Part]) -> MicroDollars? {
        most(for: TextRequest(instructions: "", parts: inputs, answerTokens: 0))
    }

    /// By the service's count, and where there is none that can be true, the most that it may have been.
    func settledForVectors(of inputs: [TextMessage.Part], _ count: Int?) -> MicroDollars {
        guard let tokens, let count, count > 0 else { return mostForVectors(of: inputs) ?? .zero }
        return tokens.cost(inputTokens: count, outputTokens: 0)
    }
}
