import Core
import Review
import Testing

@Suite struct SemanticReviewTests {
    private func review(_ settings: SemanticSettings = SemanticSettings()) -> SemanticReview {
        SemanticReview(rubric: Answers.rubric, settings: settings)
    }

    private func panel(_ assessments: Assessment..., under review: SemanticReview) throws -> JudgePanel {
        let voices = zip(["a", "b"], assessments).map { JudgePanel.Voice(model: $0, assessment: $1) }
        return try #require(JudgePanel(voices, under: review))
    }

    private func measured(_ score: Double, _ verdict: Verdict = .pass) -> Judgement {
        Judgement(score: score, verdict: verdict, criteria: ["sharpness": score])
    }

    // MARK: The score in all

    @Test(arguments: [0.0, 1, 40, 79.5, 80, 90, 100])
    func equalScoresStayWhatTheyAre(score: Double) {
        #expect(abs(review().total(of: ["adherence": score, "anatomy": score]) - score) < 0.01)
    }

    @Test func oneBrokenCriterionIsNotHiddenByGoodOnes() {
        #expect(review().total(of: ["adherence": 95, "anatomy": 10]) < 60)
        #expect(review().total(of: ["adherence": 30, "anatomy": 100]) < 50)
    }

    @Test func whatWeighsMorePullsFurther() {
        let (heavy, light) = (["adherence": 60.0, "anatomy": 95.0], ["adherence": 95.0, "anatomy": 60.0])
        #expect(review().total(of: heavy) < review().total(of: light))
    }

    @Test func everyPointMoreRaisesTheWhole() {
        let totals = (0...100).map { review().total(of: ["adherence": Double($0), "anatomy": 70]) }
        #expect(zip(totals, totals.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func theSettingsWeightsGoBeforeTheRubrics() {
        let settings = SemanticSettings(weights: ["anatomy": 0])
        #expect(abs(review(settings).total(of: ["adherence": 90, "anatomy": 0]) - 90) < 0.01)
        let nothing = SemanticSettings(weights: ["anatomy": 0, "adherence": 0])
        #expect(review(nothing).total(of: ["adherence": 0, "anatomy": 0]) == 100)
    }

    // MARK: Joining

    @Test func theJudgesPartCanOnlyTakePoints() throws {
        let review = review()
        let joined = review.joined(
            measured(85), with: try panel(Answers.assessment(100, 100), under: review), threshold: 80)
        #expect(abs(joined.score - 85) < 1e-6 && joined.verdict == .pass)
        #expect(joined.criteria == ["sharpness": 85, "adherence": 100, "anatomy": 100])
    }

    @Test func whatIsNotWhatWasAskedForFailsHoweverSharpItIs() throws {
        let review = review()
        let joined = review.joined(
            measured(99), with: try panel(Answers.assessment(20, 95), under: review), threshold: 80)
        #expect(joined.verdict == .fail && joined.score < 50)
    }

    @Test(arguments: [(0.0, 99.0), (0.3, 69), (1, 0)])
    func theWholePartHasAWeightOfItsOwn(share: Double, atLeast: Double) throws {
        let review = review(SemanticSettings(weights: ["semantic": share]))
        let joined = review.joined(
            measured(99.5), with: try panel(Answers.assessment(0, 0), under: review), threshold: 80)
        #expect(joined.score >= atLeast && joined.score <= atLeast + 1.1)
    }

    @Test func aCriterionUnderItsFloorIsAWarning() throws {
        let review = review()
        let panel = try panel(Answers.assessment(98, 49), under: review)
        #expect(review.joined(measured(99), with: panel, threshold: 40).verdict == .warn)
        #expect(review.floorsMissed(by: panel.scores) == ["anatomy"])
        #expect(review.joined(measured(99), with: panel, threshold: 40, floors: ["anatomy": 40]).verdict == .pass)
        let lax = self.review(SemanticSettings(floors: ["anatomy": 10]))
        #expect(lax.joined(measured(99), with: panel, threshold: 40).verdict == .pass)
    }

    @Test func aWarningThatWasThereStays() throws {
        let review = review()
        let panel = try panel(Answers.assessment(100, 100), under: review)
        #expect(review.joined(measured(90, .warn), with: panel, threshold: 80).verdict == .warn)
    }

    @Test func whatCouldNotBeMeasuredStaysUnjudged() throws {
        let review = review()
        let panel = try panel(Answers.assessment(100, 100), under: review)
        let unjudged = Judgement(score: 0, verdict: .unjudged, criteria: [:])
        #expect(review.joined(unjudged, with: panel, threshold: 80) == unjudged)
    }

    // MARK: Band

    @Test(arguments: [(80.0, true), (75, true), (85, true), (74.9, false), (85.1, false), (0, false), (100, false)])
    func theBandHoldsBothItsEnds(score: Double, isClose: Bool) {
        #expect(review().isClose(score, to: 80) == isClose)
    }

    @Test func aBandOfNoughtNeverAsksAgain() {
        #expect(!review(SemanticSettings(band: 0)).isClose(80, to: 80))
    }

    @Test func twoAnswersAreJoinedWithTheirSpreadAndTheSternerEvidence() {
        let joined = Answers.assessment(90, 80, evidence: "kind").joined(
            with: Answers.assessment(70, 84, evidence: "stern"))
        #expect(joined.scores["adherence"] == CriterionScore(score: 80, evidence: "stern"))
        #expect(joined.scores["anatomy"] == CriterionScore(score: 82, evidence: "kind"))
        #expect(joined.totals.count == 2 && abs(joined.spread - abs(joined.totals[0] - joined.totals[1])) < 1e-9)
        #expect(joined.spread > 10)
    }

    // MARK: Two judges

    @Test func judgesWhoAgreeAreAveraged() throws {
        let panel = try panel(Answers.assessment(90, 80), Answers.assessment(80, 90), under: review())
        #expect(panel.scores == ["adherence": 85, "anatomy": 85] && panel.disputes.isEmpty)
    }

    @Test func judgesWhoDisagreeAreShownAndTheStricterCountsWhole() throws {
        let panel = try panel(Answers.assessment(95, 60), Answers.assessment(40, 90), under: review())
        #expect(panel.scores == ["adherence": 40, "anatomy": 90])
        #expect(panel.disputes.map(\.subject) == ["semantic", "adherence", "anatomy"])
        #expect(panel.disputes[1].points == ["a": 95, "b": 40])
    }

    @Test func aMarginIsNotPassedByWhatReachesIt() throws {
        let settings = SemanticSettings(margin: 20)
        let even = try panel(Answers.assessment(90, 90), Answers.assessment(70, 70), under: review(settings))
        #expect(even.disputes.filter { $0.subject != "semantic" }.isEmpty)
        let past = try panel(Answers.assessment(90, 90), Answers.assessment(90, 69), under: review(settings))
        #expect(past.disputes.map(\.subject) == ["anatomy"])
    }

    @Test func nobodyIsNoPanel() { #expect(JudgePanel([], under: review()) == nil) }
}
