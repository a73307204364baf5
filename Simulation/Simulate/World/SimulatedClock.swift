import Core
import Synchronization

/// Time that passes only when nothing else can happen, and a wall clock on top of it that people and time servers set.
final class SimulatedClock: Sendable {
    private struct Sleeper {
        let due: Int64
        let owner: Int
        let continuation: CheckedContinuation<Void, Never>
    }
    private struct State {
        /// Milliseconds since the beginning; they never go back.
        var elapsed: Int64 = 0
        /// By how much the wall clock is off.
        var shift: Int64 = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleeps that were cancelled before they had begun.
        var cancelled: Set<Int> = []
        var next = 0
    }
    private let state = Mutex(State())
    private static let start: Int64 = 1_795_000_000_000
    /// So far the wall clock may be off, in milliseconds: one set back further and further would keep every deadline a day away.
    private static let mostShift: Int64 = 3 * 3_600_000

    /// The wall clock.
    var now: Timestamp { state.withLock { Timestamp(milliseconds: Self.start + $0.elapsed + $0.shift) } }
    var elapsed: Int64 { state.withLock { $0.elapsed } }
    /// How many of an owner's sleeps have not ended.
    func sleeping(of owner: Int) -> Int { state.withLock { $0.sleepers.values.count { $0.owner == owner } } }

    /// Sets the wall clock, unless it would be off by more than some hours then.
    func jump(by milliseconds: Int64) {
        state.withLock { state in
            let shift = state.shift + milliseconds
            if abs(shift) <= Self.mostShift { state.shift = shift }
        }
    }

    /// Returns when the time has passed, the task was cancelled, or the owner was woken.
    ///
    /// A sleep of nothing still is one: others may go first.
    func sleep(_ milliseconds: Int64, owner: Int) async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return true }
                    state.sleepers[number] = Sleeper(
                        due: state.elapsed + max(0, milliseconds), owner: owner, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.continuation.resume()
        }
    }

    /// Ends all sleeps of an owner.
    func wake(_ owner: Int) { end { $0.owner == owner } }

    /// Ends the sleeps that are due.
    func settle() {
        let now = elapsed
        end { $0.due <= now }
    }

    /// Lets time pass to the next moment that somebody waits for; false where nobody waits.
    func advance() -> Bool {
        let due = state.withLock { state in
            let due = state.sleepers.values.map(\.due).min()
            if let due { state.elapsed = max(state.elapsed, due) }
            return due
        }
        guard due != nil else { return false }
        settle()
        return true
    }

    private func end(where isOver: (Sleeper) -> Bool) {
        let ended = state.withLock { state in
            // In order of their beginning, as the order of a dictionary is nobody's decision.
            let numbers = state.sleepers.filter { isOver($0.value) }.keys.sorted()
            return numbers.compactMap { state.sleepers.removeValue(forKey: $0) }
        }
        for sleeper in ended { sleeper.continuation.resume() }
    }
}
