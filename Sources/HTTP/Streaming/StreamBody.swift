import Synchronization

/// What has come of an answer and is not yet taken: the loop's thread puts in, the reader takes out.
final class StreamBody: Sendable {
    /// Beyond this the sender is left waiting, bytes.
    static let most = 256 << 10

    private struct State {
        var bytes: [UInt8] = []
        var isFull = false
        var hasEnded = false
        var problem: HTTPError?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    enum Taken {
        /// `wasFull`: the transfer is paused, and has to be told to go on.
        case bytes([UInt8], wasFull: Bool)
        case end(HTTPError?)
        case nothingYet
    }

    /// False where there is no room: nothing was taken in, and the same bytes are to be offered again.
    func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, waiter) = state.withLock { state in
            guard state.bytes.isEmpty || state.bytes.count + bytes.count <= Self.most else {
                state.isFull = true
                return (false, nil as CheckedContinuation<Void, Never>?)
            }
            unsafe state.bytes.append(contentsOf: bytes)
            defer { state.waiter = nil }
            return (true, state.waiter)
        }
        waiter?.resume()
        return isTaken
    }

    func end(_ problem: HTTPError?) {
        let waiter = state.withLock { state in
            (state.hasEnded, state.problem) = (true, problem)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    func take() -> Taken {
        state.withLock { state in
            if !state.bytes.isEmpty {
                defer { (state.bytes, state.isFull) = ([], false) }
                return .bytes(state.bytes, wasFull: state.isFull)
            }
            return state.hasEnded ? .end(state.problem) : .nothingYet
        }
    }

    /// Resumes it as soon as there is something to take; one waits at a time.
    func wait(_ waiter: CheckedContinuation<Void, Never>) {
        let mustWait = state.withLock { state in
            guard state.bytes.isEmpty, !state.hasEnded else { return false }
            precondition(state.waiter == nil, "two tasks read one stream")
            state.waiter = waiter
            return true
        }
        if !mustWait { waiter.resume() }
    }
}
