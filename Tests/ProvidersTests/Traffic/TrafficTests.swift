import Core
import Synchronization
import TestSupport
import Testing

@testable import Providers

@Suite struct TrafficTests {
    private let time = ManualTime()
    private let lane = [Lanes.Lane(name: "m", most: 3)]

    @Test func neverMoreThanTheLaneHoldsAreUnderWayAndAllGetThrough() async {
        let traffic = Traffic(time: time, seed: 1)
        let callers = Callers()
        let lane = lane
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    // Nothing here throws.
                    try? await traffic.through(lane) { () async throws(ProviderError) -> Void in
                        callers.come()
                        await Task.yield()
                        callers.go()
                    }
                }
            }
        }
        let seen = callers.seen
        #expect(seen.now == 0 && seen.all == 200)
        #expect(seen.top >= 1 && seen.top <= 3)
    }

    private final class Callers: Sendable {
        struct Counts {
            var (now, top, all) = (0, 0, 0)
        }

        private let counts = Mutex(Counts())

        var seen: Counts { counts.withLock(\.self) }

        func come() {
            counts.withLock { counts in
                counts.now += 1
                counts.all += 1
                counts.top = max(counts.top, counts.now)
            }
        }

        func go() { counts.withLock { $0.now -= 1 } }
    }

    @Test func whoIsCancelledInLineMakesNoCallAndHoldsNobodyUp() async {
        let traffic = Traffic(time: time, seed: 1)
        let lane = [Lanes.Lane(name: "m", most: 1)]
        let (inside, gate) = (Latch(), Latch())
        async let first: Void? = try? traffic.through(lane) { () async throws(ProviderError) -> Void in
            inside.open()
            await gate.pass()
        }
        await inside.pass()
        let waiting = Task { () -> ProviderError? in
            do throws(ProviderError) {
                try await traffic.through(lane) { () async throws(ProviderError) -> Void in Issue.record("called") }
                return nil
            } catch {
                return error
            }
        }
        waiting.cancel()
        #expect(await waiting.value == .unavailable(reason: "the call was cancelled before it was made"))
        gate.open()
        _ = await first
        let third: Bool? = try? await traffic.through(lane) { () async throws(ProviderError) -> Bool in true }
        #expect(third == true)
    }

    @Test func aFailedCallLeavesItsLane() async {
        let traffic = Traffic(time: time, seed: 1)
        for _ in 0..<5 {
            await #expect(throws: ProviderError.self) {
                try await traffic.through(lane) { () async throws(ProviderError) -> Void in
                    throw .refused(reason: "")
                }
            }
        }
        let last: Bool? = try? await traffic.through(lane) { () async throws(ProviderError) -> Bool in true }
        #expect(last == true)
    }

    @Test func callsAreSpacedByTheirRate() async throws {
        let traffic = Traffic(time: time, seed: 1)
        for _ in 0..<5 { try await traffic.keepTime("m", callsPerMinute: 2) }
        #expect(time.sleeps == [.seconds(60), .seconds(60)])
    }

    @Test func aShortRestIsWaitedForAndALongOneIsSaid() async throws {
        let traffic = Traffic(time: time, seed: 1)
        traffic.rest("m", for: .seconds(7))
        try await traffic.keepTime("m", callsPerMinute: nil)
        #expect(time.sleeps == [.seconds(7)])
        traffic.rest("m", for: .seconds(900))
        await #expect(throws: ProviderError.throttled(after: .seconds(900))) {
            try await traffic.keepTime("m", callsPerMinute: nil)
        }
        try await traffic.keepTime("n", callsPerMinute: nil)
        #expect(time.sleeps.count == 1)
    }
}
