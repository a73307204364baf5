import Content
import Core
import Engine
import GitHub
import Intake
import Resources
import Service
import Store

/// Looks at issues of GitHub for the worker, and has their runs done by the code that `bot run` uses.
struct IssueAttendant: Attendant {
    /// The parts that all runs share.
    let base: Workshop
    let store: SQLiteStore
    let stops: StopSwitch
    /// Whether the settings were named on the command line, and hold for every repository.
    let hasOwnSettings: Bool

    func tell(_ text: String) { base.console.failure(text) }

    func look(at issue: IssueIdentity) async throws -> Look {
        let found: Issue
        do {
            found = try await base.github.issue(issue)
        } catch {
            switch error {
            // Gone, or another thing by now: there is nobody to answer.
            case .notFound, .refused: return .settled
            case .unauthorised, .forbidden, .throttled, .unreachable: throw error
            }
        }
        if let latest = try await store.latestRun(of: issue), !latest.status.isFinal { return .runWanted }
        guard found.isOpen else { return .settled }
        let settings = try await settings(of: issue.repository).settings
        return found.labels.contains { $0.lowercased() == settings.label.lowercased() } ? .runWanted : .settled
    }

    func sweep(_ repository: String) async throws -> [IssueIdentity] {
        let label = try await settings(of: repository).settings.label
        return try await base.github.openIssues(labelled: label, of: repository)
    }

    func bring(_ issue: IssueIdentity) async throws -> Bringing {
        let driver = RunDriver(workshop: base, store: store, stops: stops)
        if let latest = try await store.latestRun(of: issue), !latest.status.isFinal {
            return await finish(try await driver.takeUp(latest.id, byPerson: false))
        }
        let workshop = try await workshop(for: issue)
        let notice = BriefNotice(identity: issue, tracker: workshop.github, console: base.console)
        let request: RunRequest
        do {
            request = try await RequestReader(workshop: workshop).request(for: issue, seed: nil)
        } catch let problems as BriefProblems {
            await notice.post(problems)
            return .rests
        }
        await notice.takeBack()
        // What has been made as it is asked for now is not made again.
        if let latest = try await store.latestRun(of: issue), latest.requestDigest == request.digest {
            return await finish(.ended(latest.id))
        }
        let delivery = try await DeliveryPlan.chosen(for: issue, git: nil, workshop: workshop)
        let own = RunDriver(workshop: workshop, store: store, stops: stops)
        return await finish(try await own.begin(request, delivery: delivery))
    }

    func resume(_ run: RunID) async throws -> Bringing {
        await finish(try await RunDriver(workshop: base, store: store, stops: stops).takeUp(run, byPerson: false))
    }

    private func settings(of repository: String) async throws -> SettingsFile {
        hasOwnSettings ? base.settingsFile : try await base.settings(of: repository)
    }

    private func workshop(for issue: IssueIdentity) async throws -> Workshop {
        base.under(try await settings(of: issue.repository), try await base.models(of: issue.repository))
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
