import Core
import Review
import Testing

@Suite struct VerdictTests {
    private func verdict(_ score: Double?, _ criteria: [Criterion: Double]) -> Verdict {
        Verdict(score: score, threshold: 80, criteria: criteria, settings: ReviewSettings(floors: [.palette: 60]))
    }

    @Test func failsUnderTheThresholdHoweverGoodTheCriteria() {
        #expect(verdict(79.9, [.palette: 100]) == .fail)
    }

    @Test func warnsUnderAFloor() {
        #expect(verdict(80, [.palette: 59.9]) == .warn)
        #expect(verdict(80, [.palette: 60, .noise: 1]) == .pass)
    }

    @Test func isUnjudgedWithoutAScore() {
        #expect(verdict(nil, [.palette: 0]) == .unjudged)
    }
}
