import Core
import Synchronization

/// The handle by which signals and people reach a run that is being conducted.
package final class RunControl: Sendable {
    private struct State {
        var mailbox: Mailbox?
        var early: [Input] = []
    }
    private let state = Mutex(State())

    package init() {}

    /// Asks the run to stop; with `force`, paid calls in flight are no longer waited for.
    package func interrupt(reason: String, force: Bool) { send(.interrupt(reason: reason, force: force)) }
    package func cancel(reason: String, by login: String) { send(.cancel(reason: reason, by: login)) }

    func attach(_ mailbox: Mailbox) {
        let early = state.withLock { state in
            state.mailbox = mailbox
            defer { state.early = [] }
            return state.early
        }
        for input in early { mailbox.send(input) }
    }

    private func send(_ input: Input) {
        let mailbox = state.withLock { state in
            if state.mailbox == nil { state.early.append(input) }
            return state.mailbox
        }
        mailbox?.send(input)
    }
}
