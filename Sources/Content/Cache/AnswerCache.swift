package import Core
import FoundationEssentials

/// The cache of one run's questions to text models: what equal questions of earlier runs were answered, and what this run's are.
///
/// Only answers that were of use are kept: whatever was nonsense once may be asked again.
package struct AnswerCache: Sendable {
    private let results: any ResultCache
    /// Whether only what this run itself was told counts, as in one that was begun with `--fresh`.
    private let isFresh: Bool
    /// Where earlier releases kept some answers; nil where nobody looks there.
    private let files: (any AssetStore)?

    package init(_ results: any ResultCache, isFresh: Bool, files: (any AssetStore)? = nil) {
        self.results = results
        self.isFresh = isFresh
        self.files = files
    }

    /// What the model answered to the same question before, for nothing now; nil where it was not asked, or can't be said.
    ///
    /// `number` is which answer to the same question is wanted, from 1; `formerly` what an earlier release knew the question by. What
    /// an earlier try of the same task was told before it was cut short is this run's own: it cost what it cost.
    func answer(
        to request: TextRequest, from model: Model, number: Int = 1, formerly: SHA256Digest? = nil, _ order: TaskOrder
    ) async -> (answer: GeneratedText, isReused: Bool)? {
        let key = RequestKey.digest(of: request, from: model, number: number)
        if order.tryNumber > 1, let own = await known(key, formerly, since: order.createdAt) {
            return (GeneratedText(text: own.text, cost: own.cost), false)
        }
        guard let found = await known(key, formerly, since: isFresh ? order.createdAt : nil) else { return nil }
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

    /// A cache that can't be read is no reason not to ask.
    private func known(_ key: SHA256Digest, _ formerly: SHA256Digest?, since: Timestamp?) async -> CachedAnswer? {
        if let found = try? await results.answer(for: key, since: since) { return found }
        guard let formerly, let found = await former(formerly, since: since) else { return nil }
        // From now on it lies where the others do; that it could not be put there costs nothing.
        try? await results.keep(found, for: key)
        return found
    }

    /// One of an earlier release, which lies among the kept files.
    private func former(_ key: SHA256Digest, since: Timestamp?) async -> CachedAnswer? {
        guard let files, let found = try? await results.result(for: key, since: since), found.mediaType == .json,
            let path = files.path(of: found.sha256), let bytes = try? Data(contentsOf: URL(filePath: path))
        else { return nil }
        return CachedAnswer(
            text: String(decoding: bytes, as: UTF8.self), provider: found.provider, model: found.model,
            purpose: "story", cost: found.cost)
    }
}
