package import Core

/// The cache of one run's questions to text models: what equal questions of earlier runs were answered, and what this run's are.
///
/// Only answers that were of use are kept: whatever was nonsense once may be asked again.
package struct AnswerCache: Sendable {
    private let results: any ResultCache
    /// Whether only what this run itself was told counts, as in one that was begun with `--fresh`.
    private let isFresh: Bool

    package init(_ results: any ResultCache, isFresh: Bool) {
        self.results = results
        self.isFresh = isFresh
    }

    /// What the model answered to the same question before, for nothing now; nil where it was not asked, or can't be said.
    ///
    /// `number` is which answer to the same question is wanted, from 1. What an earlier try of the same task was told before it was
    /// cut short is this run's own: it cost what it cost.
    func answer(
        to request: TextRequest, from model: Model, number: Int = 1, _ order: TaskOrder
    ) async -> (answer: GeneratedText, isReused: Bool)? {
        let key = RequestKey.digest(of: request, from: model, number: number)
        // A cache that can't be read is no reason not to ask.
        if order.tryNumber > 1, let own = try? await results.answer(for: key, since: order.createdAt) {
            return (GeneratedText(text: own.text, cost: own.cost), false)
        }
        guard let found = try? await results.answer(for: key, since: isFresh ? order.createdAt : nil) else {
            return nil
        }
        return (GeneratedText(text: found.text, cost: .zero), true)
    }

    /// Remembers an answer that was of use; that it could not be remembered costs at most another one of it later.
    func keep(
        _ answer: GeneratedText, to request: TextRequest, from model: Model, number: Int = 1, for purpose: String
    ) async {
        try? await results.keep(
            CachedAnswer(
                text: answer.text, provider: model.provider, model: model.name, purpose: purpose, cost: answer.cost),
            for: RequestKey.digest(of: request, from: model, number: number))
    }
}
