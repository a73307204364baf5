import Synchronization

/// The body of an answer that goes on: pieces are written from any thread, and sent as fast as the client takes them.
///
/// A client that is too slow for `room` bytes to suffice is cut off, as nobody may hold what it does not take.
package final class ServerStream: Sendable {
    fileprivate struct State {
        var pieces: [UInt8] = []
        /// How many of them have gone.
        var sent = 0
        var isFinished = false
        /// The client has gone, or was too slow.
        var isOver = false
        /// The connection sleeps until there is more.
        var isAsleep = false
        var wake: (@Sendable () -> Void)?
        var left: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>
    private let room: Int

    /// `left` is called once when the client takes no more, at the latest when the answer has ended.
    package init(room: Int = 1 << 20, left: (@Sendable () -> Void)? = nil) {
        self.room = room
        state = Mutex(State(left: left))
    }

    /// Adds a piece; false where nobody reads any more.
    @discardableResult package func write(_ bytes: [UInt8]) -> Bool {
        let (isOpen, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            guard !state.isFinished, !state.isOver else { return (false, nil) }
            guard state.pieces.count - state.sent + bytes.count <= room else {
                state.isOver = true
                return (false, state.takeWake())
            }
            if state.sent == state.pieces.count {
                state.pieces.removeAll(keepingCapacity: true)
                state.sent = 0
            }
            state.pieces += bytes
            return (true, state.takeWake())
        }
        wake?()
        return isOpen
    }

    /// Ends the answer after what was written.
    package func finish() {
        let wake = state.withLock { state -> (@Sendable () -> Void)? in
            state.isFinished = true
            return state.takeWake()
        }
        wake?()
    }

    // MARK: On the server's thread

    enum Portion {
        case bytes(Int)
        case nothingYet, end, broken
    }

    func begin(wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

    /// Copies what there is; where there is nothing, the next piece wakes the connection.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Portion {
        state.withLock { state in
            if state.isOver { return .broken }
            let count = min(buffer.count, state.pieces.count - state.sent)
            guard count > 0 else {
                if state.isFinished { return .end }
                state.isAsleep = true
                return .nothingYet
            }
            unsafe state.pieces.withUnsafeBytes { pieces in
                unsafe buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: pieces[state.sent..<state.sent + count]))
            }
            state.sent += count
            return .bytes(count)
        }
    }

    var hasPieces: Bool { state.withLock { $0.sent < $0.pieces.count } }

    /// The client takes no more.
    func end() {
        let left = state.withLock { state -> (@Sendable () -> Void)? in
            state.isOver = true
            state.wake = nil
            state.pieces = []
            state.sent = 0
            defer { state.left = nil }
            return state.left
        }
        left?()
    }
}

extension ServerStream.State {
    /// What wakes the connection, if it sleeps.
    fileprivate mutating func takeWake() -> (@Sendable () -> Void)? {
        guard isAsleep else { return nil }
        isAsleep = false
        return wake
    }
}
