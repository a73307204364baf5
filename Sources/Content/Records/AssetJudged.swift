package import Core

/// The record of a review, kept in the log as `asset.judged`; a later one about the same attempt replaces an earlier one.
package struct AssetJudged: Hashable, Sendable {
    package static let type = "asset.judged"
    package let key: AssetKey
    package let attempt: Int
    package let judgement: Judgement
    /// The 64 bits by which near-duplicates are found; nil where the picture could not be decoded.
    package let hash: UInt64?
    /// What the score and each criterion had to reach, by name; empty in the log of an older bot.
    package let thresholds: [String: Double]
    /// The judges' part in it; nil where nobody has judged.
    package let semantic: SemanticVerdict?

    package init(
        key: AssetKey, attempt: Int, judgement: Judgement, hash: UInt64?, thresholds: [String: Double] = [:],
        semantic: SemanticVerdict? = nil
    ) {
        self.key = key
        self.attempt = attempt
        self.judgement = judgement
        self.hash = hash
        self.thresholds = thresholds
        self.semantic = semantic
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "key": .string(key.text), "attempt": .integer(Int64(attempt)), "score": .number(judgement.score),
            "verdict": .string(judgement.verdict.rawValue),
            "criteria": .object(judgement.criteria.mapValues { .number(($0 * 100).rounded() / 100) }),
        ]
        if !thresholds.isEmpty { payload["thresholds"] = .object(thresholds.mapValues(JSONValue.number)) }
        payload["semantic"] = semantic?.json
        payload["hash"] = hash.map { .string(String($0, radix: 16)) }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer,
            let score = payload["score"]?.number, let verdict = payload["verdict"]?.string.flatMap(Verdict.init)
        else { return nil }
        self.key = AssetKey(key)
        self.attempt = attempt
        judgement = Judgement(
            score: score, verdict: verdict, criteria: (payload["criteria"]?.object ?? [:]).compactMapValues(\.number))
        thresholds = (payload["thresholds"]?.object ?? [:]).compactMapValues(\.number)
        semantic = payload["semantic"].flatMap { SemanticVerdict(json: $0) }
        hash = payload["hash"]?.string.flatMap { UInt64($0, radix: 16) }
    }
}
