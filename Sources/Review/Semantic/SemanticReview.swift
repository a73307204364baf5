package import Core

/// Joins what judges say of a picture with what was measured of it.
///
/// The judge's score in all is the one whose fault is the weighted root mean square of its criteria's faults: equal scores stay what
/// they are, and one broken criterion is not hidden by good ones. It then joins the measured score like any other fault.
package struct SemanticReview: Hashable, Sendable {
    package let rubric: Rubric
    package let settings: SemanticSettings

    package init(rubric: Rubric, settings: SemanticSettings = SemanticSettings()) {
        self.rubric = rubric
        self.settings = settings
    }

    /// Reads an answer into an assessment.
    package func assessment(from answer: GeneratedText) throws(JudgeAnswer.Nonsense) -> Assessment {
        let scores = try JudgeAnswer(answer, under: rubric).scores
        // To the hundredth, as the log keeps it.
        let total = (total(of: scores.mapValues(\.score)) * 100).rounded() / 100
        return Assessment(scores: scores, totals: [total])
    }

    /// The judge's score in all, 0–100; 100 where nothing that it scored counts.
    package func total(of scores: [String: Double]) -> Double {
        var sum = 0.0
        var weights = 0.0
        for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
            let weight = weight(of: name)
            let fault = Fault(score: score).value
            sum += weight * fault * fault
            weights += weight
        }
        return weights > 0 ? Fault((sum / weights).squareRoot()).score : 100
    }

    /// Whether a score is so near the threshold that a second answer may turn it.
    package func isClose(_ score: Double, to threshold: Double) -> Bool {
        settings.band > 0 && abs(score - threshold) <= settings.band
    }

    /// The measured judgement with the judges' part in it.
    ///
    /// `floors` are those in effect, by name; they go before the settings' and the rubric's.
    package func joined(
        _ measured: Judgement, with panel: JudgePanel, threshold: Double, floors: [String: Double] = [:]
    ) -> Judgement {
        guard measured.verdict != .unjudged else { return measured }
        let share = min(max(settings.weights[SemanticSettings.whole] ?? 1, 0), 1)
        let score = Fault.combined([
            Fault(score: measured.score), Fault(score: panel.score).weighted(by: share),
        ]).score
        let verdict: Verdict =
            if score < threshold {
                .fail
            } else if measured.verdict == .warn || !floorsMissed(by: panel.scores, floors).isEmpty {
                .warn
            } else {
                .pass
            }
        return Judgement(
            score: score, verdict: verdict, criteria: measured.criteria.merging(panel.scores) { own, _ in own })
    }

    /// What the judges' part would come to by itself.
    package func verdict(on panel: JudgePanel, threshold: Double, floors: [String: Double] = [:]) -> Verdict {
        guard panel.score >= threshold else { return .fail }
        return floorsMissed(by: panel.scores, floors).isEmpty ? .pass : .warn
    }

    /// The criteria of the rubric that are under their floors, in its order.
    package func floorsMissed(by scores: [String: Double], _ floors: [String: Double] = [:]) -> [String] {
        rubric.criteria.filter { criterion in
            guard let score = scores[criterion.name] else { return false }
            return score < floors[criterion.name] ?? settings.floors[criterion.name] ?? criterion.floor
        }.map(\.name)
    }

    private func weight(of name: String) -> Double {
        max(0, settings.weights[name] ?? rubric[name]?.weight ?? 0)
    }
}
