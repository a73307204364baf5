/// Turns texts and pictures into vectors that lie near each other where the meanings do.
package protocol EmbeddingProvider: Sendable {
    var model: Model { get }

    /// What it costs at most; nil where no price is known, and then nothing is bought.
    func price(of inputs: [TextMessage.Part]) -> MicroDollars?

    /// One vector for each input, in their order, and what they cost together.
    func vectors(of inputs: [TextMessage.Part]) async throws(ProviderError) -> (vectors: [[Float]], cost: MicroDollars)
}
