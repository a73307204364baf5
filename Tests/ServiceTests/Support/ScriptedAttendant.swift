import Core
import Service
import Synchronization
import TestSupport

/// Does as the test says, and keeps what it was asked for.
final class ScriptedAttendant: Attendant {
    struct Trouble: Error {}

    private struct State {
        var looks: [String] = []
        var runs: [String] = []
        var resumed: [RunID] = []
        var told: [String] = []
        /// How many runs are under way, and were at most.
        var (now, most) = (0, 0)
    }

    private let state = Mutex(State())
    private let onLook: @Sendable (IssueIdentity, Int) async throws -> Look
    private let onRun: @Sendable (IssueIdentity, Int) async throws -> Bringing
    let listed: [IssueIdentity]

    /// The closures are told how often the issue has been looked at, or brought on, this time included.
    init(
        listed: [IssueIdentity] = [],
        look: @escaping @Sendable (IssueIdentity, Int) async throws -> Look = { _, _ in .settled },
        run: @escaping @Sendable (IssueIdentity, Int) async throws -> Bringing = { _, _ in .rests }
    ) {
        self.listed = listed
        onLook = look
        onRun = run
    }

    var looks: [String] { state.withLock { $0.looks } }
    var runs: [String] { state.withLock { $0.runs } }
    var resumed: [RunID] { state.withLock { $0.resumed } }
    var told: [String] { state.withLock { $0.told } }
    var mostRuns: Int { state.withLock { $0.most } }

    func look(at issue: IssueIdentity) async throws -> Look {
        let count = state.withLock { state in
            state.looks.append(issue.description)
            return state.looks.count { $0 == issue.description }
        }
        return try await onLook(issue, count)
    }

    func bring(_ issue: IssueIdentity) async throws -> Bringing {
        let count = state.withLock { state in
            state.runs.append(issue.description)
            state.now += 1
            state.most = max(state.most, state.now)
            return state.runs.count { $0 == issue.description }
        }
        defer { state.withLock { $0.now -= 1 } }
        return try await onRun(issue, count)
    }

    func sweep(_ repository: String) async throws -> [IssueIdentity] { listed }

    func resume(_ run: RunID) async throws -> Bringing {
        state.withLock { $0.resumed.append(run) }
        return .rests
    }

    func tell(_ text: String) { state.withLock { $0.told.append(text) } }
}
