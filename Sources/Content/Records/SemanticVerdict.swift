package import Core
package import Review

/// The judges' part of a review: what counted of it, and what they disagree on.
package struct SemanticVerdict: Hashable, Sendable {
    /// 0–100, to the hundredth.
    package let score: Double
    /// By the threshold and the floors that the review went by; `unjudged` is written by the absence of the whole.
    package let verdict: Verdict
    package let disputes: [JudgePanel.Dispute]

    package init(score: Double, verdict: Verdict, disputes: [JudgePanel.Dispute] = []) {
        self.score = (score * 100).rounded() / 100
        self.verdict = verdict
        self.disputes = disputes
    }

    package var json: JSONValue {
        [
            "score": .number(score), "verdict": .string(verdict.rawValue),
            "disputes": .array(
                disputes.map { dispute in
                    [
                        "subject": .string(dispute.subject),
                        "points": .object(dispute.points.mapValues { .number(($0 * 100).rounded() / 100) }),
                    ]
                }),
        ]
    }

    /// The inverse of `json`; nil where a member is missing.
    package init?(json: JSONValue) {
        guard let score = json["score"]?.number, let verdict = json["verdict"]?.string.flatMap(Verdict.init) else {
            return nil
        }
        self.score = score
        self.verdict = verdict
        disputes = (json["disputes"]?.array ?? []).compactMap { dispute in
            guard let subject = dispute["subject"]?.string, let points = dispute["points"]?.object else { return nil }
            return JudgePanel.Dispute(subject: subject, points: points.compactMapValues(\.number))
        }
    }
}
