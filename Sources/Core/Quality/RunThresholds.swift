/// The thresholds that a run was begun with: frozen, so that a later edit of the file or the settings is not this run's.
package struct RunThresholds: Hashable, Sendable {
    /// By name, with money left.
    package let ample: [String: Double]
    /// By name, once less than `tightBelow` of the budget remains.
    package let tight: [String: Double]
    /// A share, 0–1.
    package let tightBelow: Double

    package init(ample: [String: Double], tight: [String: Double], tightBelow: Double) {
        self.ample = ample
        self.tight = tight
        self.tightBelow = tightBelow
    }

    /// The name of the threshold of the score in all; the others are of single criteria.
    package static let score = "score"

    /// Those in effect when `remainingShare` of the budget is left; nil where there is no budget.
    package func inEffect(remainingShare: Double?) -> [String: Double] {
        remainingShare.map { $0 < tightBelow } ?? false ? tight : ample
    }

    /// What is the same when money is tight is left out of `tight`.
    package var json: JSONValue {
        [
            "ample": .object(ample.mapValues(JSONValue.number)),
            "tight": .object(tight.filter { ample[$0.key] != $0.value }.mapValues(JSONValue.number)),
            "tightBelow": .number(tightBelow),
        ]
    }

    /// The inverse of `json`; nil where a member is missing.
    package init?(json: JSONValue) {
        guard let ample = json["ample"]?.object, let tight = json["tight"]?.object,
            let tightBelow = json["tightBelow"]?.number
        else { return nil }
        self.ample = ample.compactMapValues(\.number)
        self.tight = self.ample.merging(tight.compactMapValues(\.number)) { _, tight in tight }
        self.tightBelow = tightBelow
    }
}
