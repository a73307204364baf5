import Core
import Synchronization

/// Pays what the outbox owes: the newest state of a run, announced with a rest in between, the last one always.
///
/// One announcement at a time, so that two can never both find no comment and post one each.
final class Courier: Sendable {
    static let kind = "comment"

    private struct State {
        var newest: Blackboard?
        var isClosed = false
        var rest: Task<Void, Never>?
        var round: Task<String?, Never>?
        /// What `finish` waits for.
        var last: FirstAnswer<String?>?
    }
    private let announcer: any Announcer
    private let log: any RunLog
    private let run: RunID
    private let time: any TimeSource
    private let state = Mutex(State())

    init(announcer: any Announcer, log: any RunLog, run: RunID, time: any TimeSource) {
        self.announcer = announcer
        self.log = log
        self.run = run
        self.time = time
    }

    /// Has the board announced, at once or when the rest is over; a newer board replaces it.
    func post(_ board: Blackboard) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.newest = board
            if state.round == nil { state.round = Task { await self.deliver() } }
        }
    }

    /// Announces the last state, trying a few times; gives the reason where that failed, and then it stays owed.
    ///
    /// In a hurry, as after a signal, it is given up after a second.
    func finish(_ board: Blackboard, inHurry: Bool) async -> String? {
        let answer = FirstAnswer<String?>()
        let round = state.withLock { state in
            state.isClosed = true
            state.newest = nil
            state.rest?.cancel()
            state.last = answer
            return state.round
        }
        let work = Task {
            _ = await round?.value
            answer.give(await self.announceLast(board))
        }
        if inHurry { hurry() }
        let failure = await answer.take()
        work.cancel()
        return failure
    }

    /// Gives the last announcement a second from now; before `finish` it does nothing.
    func hurry() {
        guard let answer = state.withLock({ $0.last }) else { return }
        Task { [time] in
            try? await time.sleep(for: .seconds(1))  // Never cancelled; a late answer is dropped.
            answer.give("the issue's comment could not be updated in time; it will be when the run is looked at again")
        }
    }

    private func announceLast(_ board: Blackboard) async -> String? {
        var failure = await announce(board)
        for delay in [Duration.seconds(1), .seconds(4)] where failure != nil {
            guard (try? await time.sleep(for: delay)) != nil else { break }  // Cancelled: it stays owed.
            failure = await announce(board)
        }
        return failure
    }

    /// Nothing more is announced; what is owed stays in the outbox.
    func abandon() {
        state.withLock { state in
            state.isClosed = true
            state.newest = nil
            state.rest?.cancel()
        }
    }

    /// Announces board after board until there is none left.
    private func deliver() async -> String? {
        while let board = take() {
            _ = await announce(board)  // A failure stays owed: the next state or the last one tells it too.
            let rest = Task { [time, announcer] in
                _ = try? await time.sleep(for: announcer.interval)  // Cancelled: the run has ended.
            }
            state.withLock { state in
                state.rest = rest
                if state.isClosed { rest.cancel() }
            }
            await rest.value
        }
        return nil
    }

    private func take() -> Blackboard? {
        state.withLock { state in
            defer { state.newest = nil }
            if state.newest == nil { state.round = nil }
            return state.newest
        }
    }

    private func announce(_ board: Blackboard) async -> String? {
        do throws(TrackerError) {
            try await announcer.announce(board)
        } catch {
            return error.description
        }
        // Where this fails it stays owed and is announced again, which changes nothing.
        try? await log.settle(OutboxEntry(kind: Self.kind, wanted: board.lastSequence), of: run)
        return nil
    }
}
