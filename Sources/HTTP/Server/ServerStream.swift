import Synchronization

/// The body of an answer that goes on: pieces are written from any thread, and sent as fast as the client takes them.
///
/// A piece that is written to many streams is in memory once. A client that still has more than `room` bytes to take when the
/// next piece comes is cut off, as nobody may hold what it does not take.
package final class ServerStream: Sendable {
    fileprivate struct Waiter {
        let bytes: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    fileprivate struct State {
        /// Each is shared with whoever else sends it: an array is copied only when it is changed.
        var pieces: [[UInt8]] = []
        /// How many of them have gone whole, and how much of the next one.
        var gone = 0
        var sent = 0
        /// Bytes that have not gone.
        var left = 0
        var isFinished = false
        /// The client has gone, or was too slow.
        var isOver = false
        /// The connection sleeps until there is more.
        var isAsleep = false
        var wake: (@Sendable () -> Void)?
        var onLeaving: (@Sendable () -> Void)?
        var waiter: Waiter?
    }

    private let state: Mutex<State>
    private let room: Int
    /// Bytes that will be written in all; nil where that is not known, and the answer ends when it is finished.
    let length: Int?

    /// `left` is called once when the client takes no more, at the latest when the answer has ended.
    package init(room: Int = 1 << 20, length: Int? = nil, left: (@Sendable () -> Void)? = nil) {
        self.room = room
        self.length = length
        state = Mutex(State(onLeaving: left))
    }

    /// Adds a piece; false where nobody reads any more.
    @discardableResult package func write(_ bytes: [UInt8]) -> Bool {
        let (isOpen, wake, waiter) = state.withLock { state -> (Bool, (@Sendable () -> Void)?, Waiter?) in
            guard !state.isFinished, !state.isOver else { return (false, nil, nil) }
            guard state.left <= room else {
                state.isOver = true
                return (false, state.takeWake(), state.takeWaiter())
            }
            guard !bytes.isEmpty else { return (true, nil, nil) }
            state.pieces.append(bytes)
            state.left += bytes.count
            return (true, state.takeWake(), nil)
        }
        waiter?.continuation.resume(returning: false)
        wake?()
        return isOpen
    }

    /// Ends the answer after what was written.
    package func finish() {
        let (wake, waiter) = state.withLock { state -> ((@Sendable () -> Void)?, Waiter?) in
            state.isFinished = true
            return (state.takeWake(), state.takeWaiter())
        }
        waiter?.continuation.resume(returning: false)
        wake?()
    }

    /// Returns when at most so many bytes are left to be taken; false where nobody reads any more, or the task is cancelled.
    ///
    /// One task at a time may wait.
    package func drained(to bytes: Int) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.isFinished || state.isOver || Task.isCancelled { return false }
                    if state.left <= bytes { return true }
                    state.waiter = Waiter(bytes: bytes, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.takeWaiter() }?.continuation.resume(returning: false)
        }
    }

    // MARK: On the server's thread

    enum Portion {
        case bytes(Int)
        case nothingYet, end, broken
    }

    func begin(wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

    /// Copies what there is; where there is nothing, the next piece wakes the connection.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Portion {
        let (portion, waiter) = state.withLock { state -> (Portion, Waiter?) in
            if state.isOver { return (.broken, nil) }
            guard state.left > 0 else {
                if state.isFinished { return (.end, nil) }
                state.isAsleep = true
                return (.nothingYet, nil)
            }
            let count = unsafe state.take(into: buffer)
            return (.bytes(count), (state.waiter.map { state.left <= $0.bytes } ?? false) ? state.takeWaiter() : nil)
        }
        waiter?.continuation.resume(returning: true)
        return portion
    }

    var hasPieces: Bool { state.withLock { $0.left > 0 } }

    /// The client takes no more.
    func end() {
        let (left, waiter) = state.withLock { state -> ((@Sendable () -> Void)?, Waiter?) in
            state.isOver = true
            state.wake = nil
            state.pieces = []
            (state.gone, state.sent, state.left) = (0, 0, 0)
            defer { state.onLeaving = nil }
            return (state.onLeaving, state.takeWaiter())
        }
        waiter?.continuation.resume(returning: false)
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

    fileprivate mutating func takeWaiter() -> ServerStream.Waiter? {
        defer { waiter = nil }
        return waiter
    }

    /// Fills the buffer as far as there is something, and lets go of what has gone whole.
    fileprivate mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count, gone < pieces.count {
            let count = min(buffer.count - filled, pieces[gone].count - sent)
            unsafe pieces[gone].withUnsafeBytes { piece in
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: piece[sent..<sent + count]))
            }
            filled += count
            sent += count
            guard sent == pieces[gone].count else { break }
            pieces[gone] = []
            gone += 1
            sent = 0
        }
        left -= filled
        if gone == pieces.count || gone >= 64 {
            pieces.removeFirst(gone)
            gone = 0
        }
        return filled
    }
}
