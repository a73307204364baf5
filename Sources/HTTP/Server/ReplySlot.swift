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
    private let exchange: ServerExchange
    private let mailbox: ServerMailbox

    init(_ exchange: ServerExchange, _ mailbox: ServerMailbox) {
        self.exchange = exchange
        self.mailbox = mailbox
    }

    func give(_ response: ServerResponse) { Self.give([(self, response)]) }

    /// Gives many at once, which wakes the server once.
    static func give(_ answers: [(slot: ReplySlot, response: ServerResponse)]) {
        var sleeping: [ServerExchange] = []
        var mailbox: ServerMailbox?
        for (slot, response) in answers where slot.isAwaited(giving: response) {
            if let mailbox, mailbox !== slot.mailbox {
                mailbox.post(.wake(sleeping))
                sleeping = []
            }
            sleeping.append(slot.exchange)
            mailbox = slot.mailbox
        }
        mailbox?.post(.wake(sleeping))
    }

    /// Keeps the answer, unless there is one; whether the connection sleeps until it is there.
    private func isAwaited(giving response: ServerResponse) -> Bool {
        state.withLock { state in
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
    }

    /// The answer; where there is none, it is noted if the connection is going to sleep.
    func take(orAwait goesToSleep: Bool) -> ServerResponse? {
        state.withLock { state in
            switch state {
            case .given(let response):
                state = .taken
                return response
            case .open:
                if goesToSleep { state = .awaited }
                return nil
            case .awaited, .taken: return nil
            }
        }
    }
}
