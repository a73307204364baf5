/// Answers with text: rewriting, planning, judging, with pictures to look at where the model has `vision`.
package protocol TextProvider: Sendable {
    var model: Model { get }

    /// What the answer costs at most; nil where no price is known, and then nothing is asked.
    func price(of request: TextRequest) -> MicroDollars?

    /// The whole answer; `pieces` is told of each part of it as it comes in, where the service streams.
    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText
}

extension TextProvider {
    package func answer(to request: TextRequest) async throws(ProviderError) -> GeneratedText {
        try await answer(to: request, pieces: nil)
    }
}
