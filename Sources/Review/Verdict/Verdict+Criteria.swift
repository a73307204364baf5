package import Core

extension Verdict {
    /// The word for a score: nil stands for a picture that nobody could judge.
    package init(
        score: Double?, threshold: Double, criteria: [Criterion: Double], settings: ReviewSettings = ReviewSettings()
    ) {
        guard let score else {
            self = .unjudged
            return
        }
        guard score >= threshold else {
            self = .fail
            return
        }
        self = criteria.contains { $0.value < settings.floor(of: $0.key) } ? .warn : .pass
    }
}
