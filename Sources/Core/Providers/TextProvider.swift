/// Answers with text: rewriting, planning, judging, with pictures to look at where the model has `vision`.
package protocol TextProvider: Sendable {
    var model: Model { get }

    /// What the answer costs at most; nil where no price is known, and then nothing is asked.
    func price(of request: TextRequest) -> MicroDollars?

    /// The whole answer; `pieces` is told of each part of it as it comes in, where the service streams.
    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText

    /// How many tokens the service would count for the question; nil where it can't be asked that for nothing.
    func tokens(in request: TextRequest) async throws(ProviderError) -> Int?
}

extension TextProvider {
    /// By the model's price list.
    package func price(of request: TextRequest) -> MicroDollars? { model.price.most(for: request) }

    package func tokens(in request: TextRequest) async throws(ProviderError) -> Int? { nil }

    package func answer(to request: TextRequest) async throws(ProviderError) -> GeneratedText {
        try await answer(to: request, pieces: nil)
    }
}
