import Core
import Review

/// Answers of judges under a small rubric.
enum Answers {
    static let rubric = Rubric(
        scale: [Rubric.Mark(100, "nothing to find fault with"), Rubric.Mark(0, "entirely wrong")],
        criteria: [
            RubricCriterion(name: "adherence", asks: "Does it show what was asked for?", weight: 3, floor: 60),
            RubricCriterion(name: "anatomy", asks: "Is everybody built as they should be?", weight: 1, floor: 50),
        ], digest: "r1")

    static func text(adherence: String = "90", anatomy: String = "80", evidence: String = "A red lighthouse.") -> String
    {
        """
        {"adherence": {"evidence": \(JSONValue.string(evidence).text), "score": \(adherence)}, \
        "anatomy": {"evidence": "Nobody is in it.", "score": \(anatomy)}}
        """
    }

    static func assessment(_ adherence: Double, _ anatomy: Double, evidence: String = "seen") -> Assessment {
        let scores = [
            "adherence": CriterionScore(score: adherence, evidence: evidence),
            "anatomy": CriterionScore(score: anatomy, evidence: evidence),
        ]
        return Assessment(
            scores: scores, totals: [SemanticReview(rubric: rubric).total(of: scores.mapValues(\.score))])
    }
}
