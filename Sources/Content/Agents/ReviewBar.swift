import Core
import Review

/// The thresholds that one review works with: the run's frozen ones, by what is left of the budget, or the brief's alone.
struct ReviewBar: Hashable {
    /// What the score must reach, 0–100.
    let score: Double
    /// All that are in effect, by name; empty where the run froze none.
    let thresholds: [String: Double]

    init(_ order: TaskOrder) {
        thresholds = order.brief.thresholds?.inEffect(remainingShare: order.remainingShare) ?? [:]
        score = thresholds[RunThresholds.score] ?? Double(order.brief.threshold)
    }

    /// The settings with the floors that are in effect.
    func settings(from settings: ReviewSettings) -> ReviewSettings {
        var settings = settings
        for (name, floor) in thresholds { Criterion(rawValue: name).map { settings.floors[$0] = floor } }
        return settings
    }

    /// Those that a judgement was held to.
    func recorded(for judgement: Judgement) -> [String: Double] {
        thresholds.filter { $0.key == RunThresholds.score || judgement.criteria[$0.key] != nil }
    }

    /// An earlier judgement with its verdict under these thresholds; score and criteria stay.
    func judged(
        again earlier: AssetJudged, settings: ReviewSettings, semantic: SemanticReview? = nil
    ) -> AssetJudged {
        let old = earlier.judgement
        var criteria: [Criterion: Double] = [:]
        for (name, value) in old.criteria { Criterion(rawValue: name).map { criteria[$0] = value } }
        var verdict = Verdict(
            score: old.verdict == .unjudged ? nil : old.score, threshold: score, criteria: criteria,
            settings: self.settings(from: settings))
        if verdict == .pass, let semantic, !semantic.floorsMissed(by: old.criteria, thresholds).isEmpty {
            verdict = .warn
        }
        return AssetJudged(
            key: earlier.key, attempt: earlier.attempt,
            judgement: Judgement(score: old.score, verdict: verdict, criteria: old.criteria), hash: earlier.hash,
            thresholds: recorded(for: old), semantic: earlier.semantic)
    }
}
