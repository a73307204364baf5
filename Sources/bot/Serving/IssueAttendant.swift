import Content
import Core
import Engine
import GitHub
import Intake
import Resources
import Service
import Store

/// Looks at issues of GitHub for the worker, and has their runs done by the code that `bot poll` uses.
struct IssueAttendant: Attendant {
    let desk: AttentionDesk
    private var base: Workshop { desk.base }
    private var store: SQLiteStore { desk.store }

    func tell(_ text: String) { base.console.failure(text) }

    func look(at issue: IssueIdentity) async throws -> Look {
        let outcome = try await desk.attend(to: issue, under: try await desk.settings(of: issue.repository))
        if outcome.issue == nil { tell("\(issue) \(AttentionDesk.isGone).") }
        // What was left for another look is looked at when the run is brought on.
        return outcome.starts.isEmpty && outcome.addressed == nil && !outcome.hasMore ? .settled : .runWanted
    }

    func sweep(_ repository: String) async throws -> [IssueIdentity] {
        let label = try await desk.settings(of: repository).settings.label
        return try await desk.tracker.openIssues(labelled: label, of: repository)
    }

    func bring(_ issue: IssueIdentity) async throws -> Bringing {
        if let latest = try await store.latestRun(of: issue), !latest.status.isFinal {
            return await finish(try await desk.goOn(with: latest.id))
        }
        // Read once more: what asked for the run may have been withdrawn, or answered by another process.
        let outcome = try await desk.attend(to: issue, under: try await desk.settings(of: issue.repository))
        var bringing = Bringing.rests
        for start in outcome.starts where bringing == .rests { bringing = await finish(try await desk.begin(start)) }
        return bringing
    }

    func resume(_ run: RunID) async throws -> Bringing {
        await finish(try await desk.goOn(with: run))
    }

    /// Says how far a run was brought; nil where another process is at it.
    private func finish(_ outcome: RunDriver.Outcome?) async -> Bringing {
        do {
            let board: Blackboard
            switch outcome {
            case nil: return .rests
            case .ended(let run):
                if let reason = try await RunDriver(workshop: base, store: store).payOwed(run) {
                    tell("The issue of \(run) was not told its last state: \(reason)")
                }
                return .rests
            case .conducted(let result):
                board = result.board
                if let reason = result.unannounced {
                    tell("The issue of \(board.run) was not told its last state: \(reason)")
                }
            }
            base.console.note("\(board.run): \(board.status.rawValue)")
            if board.status == .running || board.status == .queued { return .interrupted }
            if let view = RunView(board) { _ = await ReportPage(workshop: base).write(view) }
        } catch {
            tell("How the run stands could not be said: \(error)")
        }
        return .rests
    }
}
