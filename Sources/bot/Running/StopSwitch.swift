import Engine
import Synchronization

/// Stops all runs of this process together, those that begin after it was thrown too.
final class StopSwitch: Sendable {
    private struct State {
        var controls: [RunControl] = []
        /// Why and how, once it was thrown.
        var stop: (reason: String, force: Bool)?
    }

    private let state = Mutex(State())

    /// Asks every run to stop; with `force`, paid calls in flight are no longer waited for.
    func stop(reason: String, force: Bool) {
        let controls = state.withLock { state in
            state.stop = (reason, force)
            return state.controls
        }
        for control in controls { control.interrupt(reason: reason, force: force) }
    }

    func join(_ control: RunControl) {
        let stop = state.withLock { state in
            state.controls.append(control)
            return state.stop
        }
        if let stop { control.interrupt(reason: stop.reason, force: stop.force) }
    }

    func leave(_ control: RunControl) { state.withLock { $0.controls.removeAll { $0 === control } } }

    /// How many runs are at work.
    var count: Int { state.withLock { $0.controls.count } }
}
