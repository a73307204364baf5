package import Core

/// Decides after each attempt at an asset whether it is kept or made again.
package struct AttemptPolicy: Hashable, Sendable {
    /// What to do next; the numbers are of attempts, from 1.
    package enum Step: Hashable, Sendable {
        case accept(best: Int)
        case again(attempt: Int)
        /// No attempt passed and none is left: the best of them, nil where none could be judged.
        case exhausted(best: Int?)
    }

    package let threshold: Double
    package let attempts: Int

    /// `attempts` is how often an asset may be made, the first time included.
    package init(threshold: Double, attempts: Int) {
        self.threshold = threshold
        self.attempts = max(1, attempts)
    }

    /// `judgements` of the attempts so far, in order; one that could not be judged counts as an attempt without a score.
    package func next(after judgements: [Judgement]) -> Step {
        let best = Self.best(of: judgements)
        if let best, judgements[best - 1].score >= threshold { return .accept(best: best) }
        guard judgements.count < attempts, judgements.last.map(Self.isBeyondSeeds) != true else {
            return .exhausted(best: best)
        }
        return .again(attempt: judgements.count + 1)
    }

    /// Whether all that is wrong is what a service has decided, and would decide again whatever the seed: to pay for that once is enough.
    private static func isBeyondSeeds(_ judgement: Judgement) -> Bool {
        let low = judgement.criteria.filter { $0.value < lowScore }
        return !low.isEmpty && low.keys.allSatisfy { Criterion(rawValue: $0)?.isOfTheFile == true }
    }

    /// Below it a criterion is named as a fault.
    private static let lowScore = 80.0

    /// The attempt with the highest score, the earliest on a tie; nil where none was judged.
    package static func best(of judgements: [Judgement]) -> Int? {
        var best: Int?
        for (index, judgement) in judgements.enumerated() where judgement.verdict != .unjudged {
            guard let current = best else {
                best = index + 1
                continue
            }
            if judgement.score > judgements[current - 1].score { best = index + 1 }
        }
        return best
    }

    /// Why none passed, attempt by attempt and criterion by criterion, in plain words; nil where one did.
    package func reason(after judgements: [Judgement]) -> String? {
        guard !judgements.contains(where: { $0.verdict != .unjudged && $0.score >= threshold }) else { return nil }
        guard !judgements.isEmpty else { return "No attempt has been made." }
        let lines = judgements.enumerated().map { index, judgement in
            "attempt \(index + 1) \(Self.account(of: judgement))"
        }
        let isEarly = judgements.count < attempts && judgements.last.map(Self.isBeyondSeeds) == true
        let end = isEarly ? "; the service would make the next one no other" : ""
        return "No attempt reached \(Self.points(threshold)): \(lines.joined(separator: "; "))\(end)."
    }

    /// `scored 62 (blurred: sharpness 63; noisy: noise 78)`: the criteria under 80, lowest first.
    private static func account(of judgement: Judgement) -> String {
        guard judgement.verdict != .unjudged else { return "could not be judged" }
        let ranked = judgement.criteria.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let low = ranked.filter { $0.value < lowScore }
        // Where several small faults add up, the two largest are named.
        let named = (low.isEmpty ? Array(ranked.prefix(2)) : low).map { name, score in
            let complaint = Criterion(rawValue: name)?.complaint
            return (complaint.map { "\($0): " } ?? "") + "\(name) \(points(score))"
        }
        return "scored \(points(judgement.score))" + (named.isEmpty ? "" : " (\(named.joined(separator: ", ")))")
    }

    /// One decimal, rounded down, so that 79.96 does not read as the 80 that it missed.
    private static func points(_ score: Double) -> String {
        let tenths = Int((score * 10).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
