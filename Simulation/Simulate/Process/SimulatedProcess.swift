import Core
import Engine
import Synchronization

/// One process of the bot: what it does outside counts while it lives, and not a moment longer.
///
/// A dead one's code still runs on, as nothing can take it off its thread here; whatever it asks for is refused, its sleeps end
/// at once, and so it comes to its end without a trace in the world.
final class SimulatedProcess: Sendable {
    private struct State {
        var isAlive = true
        var hasEnded = false
        var wasStopped = false
        var wasForced = false
        var hadTrouble = false
        var lateStarts = 0
    }
    let number: Int
    let world: World
    let control = RunControl()
    private let state = Mutex(State())

    init(number: Int, world: World) {
        self.number = number
        self.world = world
    }

    var isAlive: Bool { state.withLock { $0.isAlive } }
    /// Whether its main function has returned, which a dead one's must as well.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }
    /// Whether a signal or a person told it to stop.
    var wasStopped: Bool { state.withLock { $0.wasStopped } }
    /// Whether it was told to give up paid calls in flight.
    var wasForced: Bool { state.withLock { $0.wasForced } }
    /// Whether the history refused it something, after which it may leave in any state.
    var hadTrouble: Bool { state.withLock { $0.hadTrouble } }

    /// Once it is told to stop it may finish the step it is at, and starts nothing more.
    func noteStarts() {
        let count = state.withLock { state in
            if state.wasStopped { state.lateStarts += 1 }
            return state.lateStarts
        }
        if count > 1 { world.findings.add("process \(number) starts tasks after it was told to stop") }
    }

    func noteTrouble() { state.withLock { $0.hadTrouble = true } }

    /// A signal.
    func interrupt(force: Bool) {
        state.withLock { state in
            state.wasStopped = true
            if force { state.wasForced = true }
        }
        control.interrupt(reason: "stopped by a signal", force: force)
    }

    func cancel() {
        state.withLock { $0.wasStopped = true }
        control.cancel(reason: "no longer wanted", by: "bob")
    }

    /// It is gone: killed, or at the end of its main function.
    func die() {
        guard
            state.withLock({ state in
                defer { state.isAlive = false }
                return state.isAlive
            })
        else { return }
        world.disk.releaseLeases(of: number)
        world.clock.wake(number)
        control.interrupt(reason: "dead", force: true)
    }

    func noteEnd() { state.withLock { $0.hasEnded = true } }

    /// Rests for up to so many milliseconds; afterwards nothing is as it was, the process itself included.
    func pause(upTo milliseconds: Int) async {
        let rest = isAlive ? world.chance.below(milliseconds + 1) : 0
        await world.clock.sleep(Int64(rest), owner: number)
    }
}
