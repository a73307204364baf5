import Core
import Review
import Testing

@Suite struct AttemptPolicyTests {
    let policy = AttemptPolicy(threshold: 80, attempts: 3)

    private func judged(_ score: Double, _ criteria: [String: Double] = [:]) -> Judgement {
        Judgement(score: score, verdict: score >= 80 ? .pass : .fail, criteria: criteria)
    }
    private let unjudged = Judgement(score: 0, verdict: .unjudged, criteria: [:])

    @Test func makesItAgainUnderTheThreshold() {
        #expect(policy.next(after: []) == .again(attempt: 1))
        #expect(policy.next(after: [judged(79.99)]) == .again(attempt: 2))
        #expect(policy.next(after: [unjudged, judged(10)]) == .again(attempt: 3))
    }

    @Test func acceptsAtTheThreshold() {
        #expect(policy.next(after: [judged(80)]) == .accept(best: 1))
        #expect(policy.next(after: [judged(20), judged(81)]) == .accept(best: 2))
    }

    @Test func endsWithTheBestAttemptTheEarliestOnATie() {
        #expect(policy.next(after: [judged(40), judged(60), judged(60)]) == .exhausted(best: 2))
    }

    @Test func endsWithoutABestWhereNothingWasJudged() {
        #expect(policy.next(after: [unjudged, unjudged, unjudged]) == .exhausted(best: nil))
    }

    @Test func neverPrefersAnUnjudgedAttempt() {
        #expect(policy.next(after: [unjudged, judged(0), unjudged]) == .exhausted(best: 2))
    }

    /// A service that gives another size or type than it was asked for gives it with every seed.
    @Test func paysOnceForWhatNoSeedChanges() throws {
        let wrongType = judged(0, ["fileType": 0, "sharpness": 97])
        #expect(policy.next(after: [wrongType]) == .exhausted(best: 1))
        #expect(policy.next(after: [judged(60, ["noise": 70]), wrongType]) == .exhausted(best: 1))
        #expect(policy.reason(after: [wrongType])?.hasSuffix("; the service would make the next one no other.") == true)
        #expect(policy.next(after: [judged(0, ["fileType": 0, "sharpness": 60])]) == .again(attempt: 2))
        #expect(policy.next(after: [judged(70, ["size": 90, "sharpness": 85])]) == .again(attempt: 2))
        #expect(policy.next(after: [judged(90, ["aspect": 79])]) == .accept(best: 1))
        let all = [wrongType, wrongType, wrongType]
        #expect(policy.reason(after: all)?.contains("no other") == false, "there was no next one to make")
    }

    @Test func saysWhyNonePassed() throws {
        let reason = try #require(
            policy.reason(after: [judged(61.25, ["sharpness": 60, "noise": 78.5, "contrast": 99]), unjudged]))
        #expect(
            reason
                == "No attempt reached 80: attempt 1 scored 61.2 (blurred: sharpness 60, noisy: noise 78.5); attempt 2 could not be judged."
        )
        #expect(policy.reason(after: [judged(50), judged(90)]) == nil)
    }

    @Test func namesTheWeakestWhereSmallFaultsAddUp() throws {
        let reason = try #require(policy.reason(after: [judged(79, ["noise": 85, "contrast": 84, "sharpness": 99])]))
        #expect(reason.contains("washed out: contrast 84, noisy: noise 85"))
        #expect(!reason.contains("sharpness"))
    }
}
