/// What a judge gave a picture under one criterion, and what it saw.
package struct CriterionScore: Hashable, Sendable {
    /// 0–100; the mean where it was asked twice.
    package let score: Double
    /// One sentence of the judge's own: clean, short, and never obeyed.
    package let evidence: String

    package init(score: Double, evidence: String) {
        self.score = score
        self.evidence = evidence
    }
}
