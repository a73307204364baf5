/// What one judge said of one picture, asked once or twice.
package struct Assessment: Hashable, Sendable {
    /// By criterion.
    package let scores: [String: CriterionScore]
    /// The judge's score in all of each answer, in their order; never empty.
    package let totals: [Double]

    package init(scores: [String: CriterionScore], totals: [Double]) {
        self.scores = scores
        self.totals = totals
    }

    /// By how much its answers differ; nought where there is one.
    package var spread: Double { (totals.max() ?? 0) - (totals.min() ?? 0) }

    /// Both answers as one: the mean of their scores, with the evidence of the lower.
    package func joined(with second: Assessment) -> Assessment {
        let scores = self.scores.merging(second.scores) { one, other in
            CriterionScore(
                score: (one.score + other.score) / 2, evidence: other.score < one.score ? other.evidence : one.evidence)
        }
        return Assessment(scores: scores, totals: totals + second.totals)
    }
}
