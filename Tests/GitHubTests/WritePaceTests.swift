import Core
import GitHub
import Testing

@Suite struct WritePaceTests {
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    /// When each of so many writes begins that are all wanted at once; each ends when it has begun.
    private func times(_ count: Int, isEdit: Bool, _ pace: WritePace = WritePace()) -> [Duration] {
        var pace = pace
        var now = start
        return (0..<count).map { _ in
            now = max(now, pace.earliest(at: now, isEdit: isEdit))
            pace.note(at: now)
            return now - start
        }
    }

    /// The most that begin within one such span.
    private func most(_ times: [Duration], within span: Duration) -> Int {
        times.indices.map { first in times[first...].count { $0 < times[first] + span } }.max() ?? 0
    }

    @Test func letsTheFirstWriteGoAtOnce() {
        #expect(WritePace().earliest(at: start, isEdit: false) == start)
        #expect(WritePace().earliest(at: start, isEdit: true) == start)
    }

    @Test(arguments: [true, false])
    func keepsBelowEveryLimit(isEdit: Bool) {
        let times = times(1_600, isEdit: isEdit)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
        #expect(most(times, within: .seconds(60)) <= 80)
        #expect(most(times, within: .seconds(3_600)) <= 500)
    }

    @Test func countsTheMinuteWhereTheGapIsShort() {
        let times = times(300, isEdit: false, WritePace(WritePace.Limits(gap: .zero)))
        #expect(times[79] == .zero)
        #expect(times[80] == .seconds(60))
        #expect(most(times, within: .seconds(60)) == 80)
    }

    @Test func leavesHalfOfTheHourToWhatIsNew() {
        var pace = WritePace()
        var now = start
        var edits = 0
        while now < start + .seconds(3_600) {
            pace.note(at: now)
            edits += 1
            now = pace.earliest(at: now, isEdit: true)
        }
        #expect(edits <= 500)
        #expect(pace.earliest(at: now, isEdit: false) - now <= .seconds(1))
    }

    @Test func putsNothingOffForAClockThatWasSetBack() {
        var pace = WritePace()
        for second in 0..<500 { pace.note(at: start + .seconds(7_200 + second)) }
        #expect(pace.earliest(at: start, isEdit: true) == start)
    }

    @Test func waitsWhereGitHubHasSaidSo() {
        var pace = WritePace(.none)
        pace.hold(until: start + .seconds(30))
        pace.hold(until: start + .seconds(20))
        #expect(pace.earliest(at: start, isEdit: false) == start + .seconds(30))
    }

    @Test func limitsNothingWhereAServerHasNoLimits() {
        #expect(times(2_000, isEdit: false, WritePace(.none)).allSatisfy { $0 == .zero })
    }
}
