package import Core
package import Review

/// The record of what one judge said of an attempt, or why there is no judgement; kept in the log as `asset.assessed`.
///
/// A later one of the same judge about the same attempt replaces an earlier one.
package struct AssetAssessed: Hashable, Sendable {
    package static let type = "asset.assessed"
    package let key: AssetKey
    package let attempt: Int
    /// The judge; nil where none was asked.
    package let model: String?
    /// Of the rubric that it went by.
    package let rubric: String
    package let outcome: Outcome
    /// How many answers were asked for.
    package let asked: Int
    /// How many of them an equal question of an earlier run had been given, for nothing this time.
    package let reused: Int
    /// What the answers cost, of unknown outcome included.
    package let cost: MicroDollars

    package enum Outcome: Hashable, Sendable {
        case judged(Assessment)
        /// Neither a score nor a reason to make the picture again.
        case unjudged(reason: String)
    }

    package init(
        key: AssetKey, attempt: Int, model: String?, rubric: String, outcome: Outcome, asked: Int = 0,
        reused: Int = 0, cost: MicroDollars = .zero
    ) {
        self.key = key
        self.attempt = attempt
        self.model = model
        self.rubric = rubric
        self.outcome = outcome
        self.asked = asked
        self.reused = reused
        self.cost = cost
    }

    /// Whether it cost nothing, as every answer had been given to an equal question before.
    package var isReused: Bool { asked > 0 && reused >= asked }

    package var assessment: Assessment? {
        guard case .judged(let assessment) = outcome else { return nil }
        return assessment
    }

    package var reason: String? {
        guard case .unjudged(let reason) = outcome else { return nil }
        return reason
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "key": .string(key.text), "attempt": .integer(Int64(attempt)), "rubric": .string(rubric),
            "asked": .integer(Int64(asked)), "cost": .integer(cost.count),
        ]
        payload["model"] = model.map(JSONValue.string)
        // Only what is out of the ordinary, as logs of older bots have it too.
        if reused > 0 { payload["reused"] = .integer(Int64(reused)) }
        switch outcome {
        case .judged(let assessment):
            payload["scores"] = .object(
                assessment.scores.mapValues { ["score": .number($0.score), "evidence": .string($0.evidence)] })
            payload["totals"] = .array(assessment.totals.map { .number(($0 * 100).rounded() / 100) })
            payload["spread"] = .number((assessment.spread * 100).rounded() / 100)
        case .unjudged(let reason): payload["unjudged"] = .string(reason)
        }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer
        else { return nil }
        if let reason = payload["unjudged"]?.string {
            outcome = .unjudged(reason: reason)
        } else {
            let scores = (payload["scores"]?.object ?? [:]).compactMapValues { value -> CriterionScore? in
                guard let score = value["score"]?.number, let evidence = value["evidence"]?.string else { return nil }
                return CriterionScore(score: score, evidence: evidence)
            }
            let totals = (payload["totals"]?.array ?? []).compactMap(\.number)
            guard !scores.isEmpty, !totals.isEmpty else { return nil }
            outcome = .judged(Assessment(scores: scores, totals: totals))
        }
        self.key = AssetKey(key)
        self.attempt = attempt
        model = payload["model"]?.string
        rubric = payload["rubric"]?.string ?? ""
        asked = payload["asked"]?.integer ?? 0
        reused = payload["reused"]?.integer ?? 0
        cost = MicroDollars(Int64(payload["cost"]?.integer ?? 0))
    }
}
