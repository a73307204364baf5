import Glibc
import Synchronization

/// What other threads have for the server's thread, and a descriptor that wakes it.
final class ServerMailbox: Sendable {
    enum Letter {
        /// The exchanges' answers, or more of them, are there.
        case wake([ServerExchange])
        /// Accept nothing more; end when the last request is answered, at the latest after this time.
        case drain(within: Duration, then: CheckedContinuation<Void, Never>)
    }

    private struct State {
        var letters: [Letter] = []
        var isClosed = false
    }

    /// Readable when there are letters.
    let descriptor: Int32
    /// The other end of it.
    private let bell: Int32
    private let state = Mutex(State())

    init() throws(ServerError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .notStarted(reason: "the system has no descriptor left") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, bell) = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(descriptor)
        Glibc.close(bell)
    }

    /// False where nobody reads any more.
    @discardableResult func post(_ letter: Letter) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.letters.append(letter)
            // Whoever empties the box empties it whole: one call is enough.
            if state.letters.count == 1 { ring() }
            return true
        }
    }

    private func ring() {
        var byte: UInt8 = 1
        unsafe write(bell, &byte, 1)
    }

    func empty() -> [Letter] {
        state.withLock { state in
            guard !state.letters.isEmpty else { return [] }
            var byte: UInt8 = 0
            unsafe read(descriptor, &byte, 1)
            var letters: [Letter] = []
            swap(&letters, &state.letters)
            return letters
        }
    }

    /// Takes no more letters; the last ones are given back.
    func close() -> [Letter] {
        state.withLock { state in
            state.isClosed = true
            defer { state.letters = [] }
            return state.letters
        }
    }
}
