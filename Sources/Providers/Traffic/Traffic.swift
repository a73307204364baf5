package import Core
import Synchronization

/// What all calls of a process share: who may be under way at once, from when, and how long to wait before asking again.
///
/// Paid calls are never repeated here: that is the engine's, which reserves for each try and writes it down.
package final class Traffic: Sendable {
    private struct State {
        var lanes = Lanes()
        var timetable = Timetable()
        var bits: SplitMix64
        var nextNumber = 0
        var callers: [Int: Caller] = [:]

        /// These may go; gives those of them who wait to be told.
        mutating func admit(_ numbers: [Int]) -> [Waiter] {
            numbers.compactMap { number in
                guard case .waiting(let waiter) = callers.updateValue(.admitted, forKey: number) else { return nil }
                callers[number] = nil
                return waiter
            }
        }
    }

    /// One who has come and not gone yet; cancellation may find it at each stage.
    private enum Caller {
        case coming, admitted, cancelled
        case waiting(Waiter)
    }

    /// Resumed with whether it may go.
    private typealias Waiter = CheckedContinuation<Bool, Never>

    private let time: any TimeSource
    private let backoff = Backoff()
    private let state: Mutex<State>

    /// `seed` only spreads the waits of calls that met trouble.
    package init(time: any TimeSource, seed: UInt64) {
        self.time = time
        state = Mutex(State(bits: SplitMix64(seed: seed)))
    }

    /// By this host's clock.
    var now: Timestamp { time.now() }

    /// Makes the call as soon as there is room in all lanes; those who came earlier go first.
    func through<Answer>(
        _ lanes: [Lanes.Lane], _ call: () async throws(ProviderError) -> Answer
    ) async throws(ProviderError) -> Answer {
        try await enter(lanes)
        defer { leave(lanes) }
        return try await call()
    }

    /// Waits until a call may start: within its rate, and not while its service rests.
    ///
    /// A rest that is longer than is waited for here is thrown as what it is.
    func keepTime(_ name: String, callsPerMinute: Int?) async throws(ProviderError) {
        let now = time.now()
        if let until = state.withLock({ $0.timetable.rest(of: name, at: now) }), until - now > backoff.mostAsked {
            throw .throttled(after: until - now)
        }
        var start = state.withLock { $0.timetable.book(name, callsPerMinute: callsPerMinute, at: now) }
        while true {
            let now = time.now()
            if now < start { try await pause(start - now) }
            // Another call may have been told to rest meanwhile.
            guard let until = state.withLock({ $0.timetable.rest(of: name, at: time.now()) }) else { return }
            start = until
        }
    }

    func rest(_ name: String, for wait: Duration) {
        let now = time.now()
        state.withLock { $0.timetable.rest(name, for: wait, at: now) }
    }

    /// Whether to ask again after the failed try `tried` (from 1); it has waited where so.
    func mayAskAgain(afterTry tried: Int, of error: ProviderError) async -> Bool {
        guard !Task.isCancelled,
            let wait = state.withLock({ backoff.wait(afterTry: tried, of: error, using: &$0.bits) })
        else { return false }
        do { try await pause(wait) } catch { return false }  // Cancelled: then what the call failed by is the answer.
        return true
    }

    private func pause(_ wait: Duration) async throws(ProviderError) {
        do { try await time.sleep(for: wait) } catch { throw Self.cancelled }
    }

    private static let cancelled = ProviderError.unavailable(reason: "the call was cancelled before it was made")

    // MARK: Lanes

    private func enter(_ lanes: [Lanes.Lane]) async throws(ProviderError) {
        let (number, admitted) = state.withLock { state in
            state.nextNumber += 1
            state.callers[state.nextNumber] = .coming
            return (state.nextNumber, state.admit(state.lanes.enter(state.nextNumber, lanes)))
        }
        for waiter in admitted { waiter.resume(returning: true) }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known: Bool? = state.withLock { state in
                    switch state.callers.removeValue(forKey: number) {
                    case .admitted: return true
                    case .cancelled, .waiting, nil: return false
                    case .coming:
                        state.callers[number] = .waiting(waiter)
                        return nil
                    }
                }
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            giveUp(number)
        }
        guard isAdmitted else { throw Self.cancelled }
        guard !Task.isCancelled else {
            leave(lanes)
            throw Self.cancelled
        }
    }

    private func leave(_ lanes: [Lanes.Lane]) {
        let admitted = state.withLock { state in state.admit(state.lanes.leave(lanes)) }
        for waiter in admitted { waiter.resume(returning: true) }
    }

    private func giveUp(_ number: Int) {
        let (waiter, admitted): (Waiter?, [Waiter]) = state.withLock { state in
            switch state.callers[number] {
            case .coming:
                state.callers[number] = .cancelled
                return (nil, state.admit(state.lanes.giveUp(number)))
            case .waiting(let waiter):
                state.callers[number] = nil
                return (waiter, state.admit(state.lanes.giveUp(number)))
            case .admitted, .cancelled, nil: return (nil, [])
            }
        }
        waiter?.resume(returning: false)
        for other in admitted { other.resume(returning: true) }
    }
}
