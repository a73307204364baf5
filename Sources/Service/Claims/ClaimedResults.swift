package import Core

/// The cache of an issue's runs where other hosts go on with them: what text models answer goes to those too.
///
/// Files need no such care, as events name them.
package struct ClaimedResults: ResultCache {
    private let results: any ResultCache
    private let claim: IssueClaim

    package init(_ results: any ResultCache, under claim: IssueClaim) {
        self.results = results
        self.claim = claim
    }

    package func result(for key: SHA256Digest, since: Timestamp?) async throws -> CachedResult? {
        try await results.result(for: key, since: since)
    }

    package func keep(_ result: CachedResult, for key: SHA256Digest) async throws {
        try await results.keep(result, for: key)
    }

    package func answer(for key: SHA256Digest, since: Timestamp?) async throws -> CachedAnswer? {
        let answer = try await results.answer(for: key, since: since)
        if answer != nil { await claim.note(answer: key) }
        return answer
    }

    package func keep(_ answer: CachedAnswer, for key: SHA256Digest) async throws {
        try await results.keep(answer, for: key)
        await claim.note(answer: key)
    }

    package func content(for key: SHA256Digest) async -> CachedContent? { await results.content(for: key) }
}

extension IssueClaim {
    /// Has an answer passed on with the next change.
    func note(answer key: SHA256Digest) { answers.insert(key) }
}
