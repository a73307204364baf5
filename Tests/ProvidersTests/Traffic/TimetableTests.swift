import Core
import Testing

@testable import Providers

@Suite struct TimetableTests {
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    /// However they come, no minute holds more than are allowed.
    @Test(arguments: [1, 3, 7, 60], [0, 40, 900, 30_000])
    func noMinuteHoldsMoreCallsThanAreAllowed(most: Int, gap: Int) {
        var timetable = Timetable()
        var starts: [Timestamp] = []
        for index in 0..<200 {
            let now = start + .milliseconds(index * gap)
            let booked = timetable.book("m", callsPerMinute: most, at: now)
            #expect(booked >= now)
            starts.append(booked)
        }
        #expect(starts == starts.sorted())
        for index in starts.indices.dropFirst(most) {
            #expect(starts[index] - starts[index - most] >= .seconds(60))
        }
        #expect(starts[most - 1] == start + .milliseconds((most - 1) * gap), "nobody waits without need")
    }

    @Test func withoutARateACallStartsAtOnce() {
        var timetable = Timetable()
        for _ in 0..<100 { #expect(timetable.book("m", callsPerMinute: nil, at: start) == start) }
    }

    @Test func aRestHoldsTheModelAndNoOther() {
        var timetable = Timetable()
        timetable.rest("m", for: .seconds(9), at: start)
        timetable.rest("m", for: .seconds(4), at: start)
        #expect(timetable.book("m", callsPerMinute: nil, at: start) == start + .seconds(9))
        #expect(timetable.book("n", callsPerMinute: nil, at: start) == start)
        #expect(timetable.rest(of: "m", at: start + .seconds(9)) == nil)
    }

    @Test func aClockThatIsSetBackDoesNotHoldCallsForHours() {
        var timetable = Timetable()
        _ = timetable.book("m", callsPerMinute: 1, at: start + .seconds(36_000))
        timetable.rest("m", for: .seconds(1), at: start + .seconds(360_000))
        #expect(timetable.book("m", callsPerMinute: 1, at: start) == start)
    }
}
