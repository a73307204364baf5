import Synchronization

/// Holds the answer to one request between the thread that gives it and the server's.
final class ReplySlot: Sendable {
    private enum State {
        case open
        /// The connection sleeps until the answer is there.
        case awaited
        case given(ServerResponse)
        case taken
    }

    private let state = Mutex(State.open)
    /// Called when the answer is there for which the connection sleeps.
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func give(_ response: ServerResponse) {
        let isAwaited = state.withLock { state in
            switch state {
            case .open:
                state = .given(response)
                return false
            case .awaited:
                state = .given(response)
                return true
            case .given, .taken: return false
            }
        }
        if isAwaited { wake() }
    }

    /// The answer; nil after noting that it is waited for.
    func take() -> ServerResponse? {
        state.withLock { state in
            switch state {
            case .given(let response):
                state = .taken
                return response
            case .open:
                state = .awaited
                return nil
            case .awaited, .taken: return nil
            }
        }
    }
}
