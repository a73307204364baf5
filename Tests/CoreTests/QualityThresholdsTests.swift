import Core
import Testing

@Suite struct QualityThresholdsTests {
    private let thresholds = QualityThresholds(
        rules: [
            "score": ThresholdRule(base: nil, unit: .points, direction: .higher),
            "faceIdentity": ThresholdRule(base: 0.75, unit: .similarity, direction: .higher, laxest: 0.70),
            "wordErrorRate": ThresholdRule(base: 0.12, unit: .rate, direction: .lower),
            "paletteDistance": ThresholdRule(base: 0.12, unit: .distance, direction: .lower, laxest: 0.18),
        ], tiers: [.high: 0.05, .balanced: 0, .fast: -0.05], tightBelow: 20.0 / 120, tightStep: -0.03)

    @Test(
        arguments: [
            (.high, 85, 0.8, 0.07), (.balanced, 80, 0.75, 0.12), (.fast, 75, 0.7, 0.17),
        ] as [(QualityTier, Double, Double, Double)])
    func aStricterTierRaisesWhatIsBetterHigherAndLowersTheRest(
        tier: QualityTier, score: Double, face: Double, errors: Double
    ) {
        let found = thresholds.thresholds(tier: tier, bases: ["score": 80])
        #expect(found == ["score": score, "faceIdentity": face, "wordErrorRate": errors, "paletteDistance": errors])
    }

    @Test(arguments: [(20.0 / 120, 80), (0.1666, 77), (0, 77), (1, 80)] as [(Double, Double)])
    func itIsTightBelowASixthOfTheBudget(share: Double, score: Double) {
        #expect(thresholds.thresholds(tier: .balanced, remainingShare: share, bases: ["score": 80])["score"] == score)
    }

    @Test func withoutABudgetItIsNeverTight() {
        #expect(thresholds.thresholds(tier: .balanced, bases: ["score": 80])["score"] == 80)
    }

    @Test func nothingFallsBelowItsFloorInEitherDirection() {
        let found = thresholds.thresholds(tier: .fast, remainingShare: 0)
        #expect(found["faceIdentity"] == 0.70)
        #expect(found["paletteDistance"] == 0.18, "a distance is laxer when it is larger")
        #expect(found["wordErrorRate"] == 0.20)
    }

    @Test func whatTheBriefNamesHoldsAsItStands() {
        let found = thresholds.thresholds(
            tier: .high, remainingShare: 0, named: ["score": 90], bases: ["score": 80])
        #expect(found["score"] == 90)
    }

    @Test func aBaseWithoutARuleCountsInPoints() {
        let found = thresholds.thresholds(tier: .high, bases: ["sharpness": 50, "score": 99])
        #expect(found["sharpness"] == 55)
        #expect(found["score"] == 100, "no threshold leaves its scale")
    }

    @Test func whatIsLimitedKeepsItsSteps() {
        let found = thresholds.limited(to: ["score"]).thresholds(tier: .high, remainingShare: 0, bases: ["score": 80])
        #expect(found == ["score": 82])
    }

    @Test func withoutABaseThereIsNoThreshold() {
        #expect(thresholds.thresholds(tier: .balanced)["score"] == nil)
    }

    @Test func whatIsFrozenIsWhatWouldBeFound() throws {
        let frozen = thresholds.frozen(tier: .fast, bases: ["score": 80])
        #expect(frozen.inEffect(remainingShare: nil) == thresholds.thresholds(tier: .fast, bases: ["score": 80]))
        #expect(
            frozen.inEffect(remainingShare: 0.1)
                == thresholds.thresholds(tier: .fast, remainingShare: 0.1, bases: ["score": 80]))
        #expect(RunThresholds(json: try JSONValue(parsing: frozen.json.text)) == frozen)
    }

    @Test func aBriefTakesTheTiersScoreUnlessItNamesOne() {
        var brief = Brief(prompt: "p", seed: Seed(hashing: "x"), outputPath: "a/")
        brief.quality = .high
        brief.freeze(thresholds, bases: ["score": 70])
        #expect(brief.threshold == 75)
        brief.threshold = 60
        brief.namesThreshold = true
        brief.freeze(thresholds, bases: ["score": 70])
        #expect(brief.threshold == 60)
        #expect(brief.thresholds?.tight["score"] == 60)
        #expect(brief.thresholds?.ample["faceIdentity"] == 0.8, "the other criteria follow the tier")
        #expect(Brief(json: brief.json) == brief)
    }

    @Test func passingIsReachingInTheBetterDirection() {
        let higher = ThresholdRule(base: 0, unit: .similarity, direction: .higher)
        let lower = ThresholdRule(base: 0, unit: .rate, direction: .lower)
        #expect(higher.passes(0.75, threshold: 0.75) && !higher.passes(0.74, threshold: 0.75))
        #expect(lower.passes(0.12, threshold: 0.12) && !lower.passes(0.13, threshold: 0.12))
    }
}
