/// A score of 0–100 from named criteria, each 0–100 as well.
package struct Judgement: Hashable, Sendable {
    package let score: Double
    package let verdict: Verdict
    /// Names in lower camel case: `sharpness`, `palette`.
    package let criteria: [String: Double]

    package init(score: Double, verdict: Verdict, criteria: [String: Double]) {
        self.score = score
        self.verdict = verdict
        self.criteria = criteria
    }
}
