import Core
import Testing

@testable import Providers

@Suite struct BackoffTests {
    @Test func waitsAreAnywhereBelowACeilingThatDoubles() {
        let backoff = Backoff(tries: 10, first: .seconds(1), longest: .seconds(5))
        var bits = SplitMix64(seed: 1)
        for (tried, ceiling) in [(1, 1000), (2, 2000), (3, 4000), (4, 5000), (9, 5000)] {
            let waits = (0..<400).compactMap { _ in
                backoff.wait(afterTry: tried, of: .unavailable(reason: ""), using: &bits)?.milliseconds
            }
            #expect(waits.count == 400)
            #expect(waits.allSatisfy { $0 >= 0 && $0 <= ceiling })
            #expect(waits.min() ?? 0 < ceiling / 20 && waits.max() ?? 0 > ceiling * 19 / 20, "the whole of it is used")
        }
    }

    @Test func whatTheServiceAsksForGoesFirstUnlessItIsLong() {
        var bits = SplitMix64(seed: 1)
        let backoff = Backoff()
        #expect(backoff.wait(afterTry: 1, of: .throttled(after: .seconds(30)), using: &bits) == .seconds(30))
        #expect(backoff.wait(afterTry: 1, of: .throttled(after: .seconds(31)), using: &bits) == nil)
        #expect(backoff.wait(afterTry: 1, of: .throttled(after: nil), using: &bits) != nil)
    }

    @Test func afterTheThirdTryOrWhereNoWaitingMendsItIsOver() {
        var bits = SplitMix64(seed: 1)
        let backoff = Backoff()
        #expect(backoff.wait(afterTry: 2, of: .unavailable(reason: ""), using: &bits) != nil)
        #expect(backoff.wait(afterTry: 3, of: .unavailable(reason: ""), using: &bits) == nil)
        for error in [
            ProviderError.refused(reason: ""), .unauthorised(variable: ""), .unknownOutcome(taskID: nil),
            .wasted(reason: "", cost: .zero),
        ] {
            #expect(backoff.wait(afterTry: 1, of: error, using: &bits) == nil)
        }
    }
}
