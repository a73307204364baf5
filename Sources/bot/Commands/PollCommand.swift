import Content
import Core
import Engine
import Resources
import Service
import Store

/// `bot poll`: looks at repositories again and again, or once, and does what their issues ask for.
struct PollCommand: Sendable {
    let context: CommandContext
    /// How many runs are at work at once.
    private static let mostRuns = 4
    private static let defaultRest = Duration.seconds(60)

    private enum Happening: Sendable {
        case rested
        case ended(IssueIdentity, ExitStatus)
    }

    func run() async throws -> ExitStatus {
        let repositories = try repositories()
        let rest = try rest()
        _ = try only(of: repositories)
        let base = try await context.workshop()
        switch base.signIn {
        case .nobody:
            throw CommandFailure("'bot poll' needs GITHUB_TOKEN, a token that may write the repositories' issues.")
        case .unusable(let reason): throw CommandFailure("\(reason).")
        case .token, .app: break
        }
        let store = try base.store()
        let stops = StopSwitch()
        let desk = AttentionDesk(
            base: base, store: store, stops: stops, hasOwnSettings: context.arguments[.config] != nil,
            waits: context.arguments.has(.once))
        let stop = StopFlag()
        let console = context.console
        let watch = SignalWatch(grace: base.settings.shutdownGrace) { stage in
            switch stage {
            case .asked:
                console.note(
                    "Stopping: nothing new starts; paid calls in flight are waited for. A second signal stops at once.")
                stop.raise()
                stops.stop(reason: "stopped by a signal", force: false)
            case .forced: stops.stop(reason: "stopped by a signal, without waiting", force: true)
            case .overdue: ExitStatus.interrupted.exitAtOnce()
            }
        }
        defer { watch.cancel() }
        return try await rounds(desk, repositories, rest: rest, stop)
    }

    private func rounds(
        _ desk: AttentionDesk, _ repositories: [String], rest: Duration, _ stop: StopFlag
    ) async throws -> ExitStatus {
        let isOnce = context.arguments.has(.once)
        return try await withThrowingTaskGroup(of: Happening.self) { group in
            var busy: Set<IssueIdentity> = []
            var held: [PollErrand] = []
            var told: Set<String> = []
            var settled: Set<IssueIdentity> = []
            var hasFailed = false
            func begin() {
                while !stop.isRaised, busy.count < Self.mostRuns,
                    let next = held.firstIndex(where: { !busy.contains($0.issue) })
                {
                    let errand = held.remove(at: next)
                    busy.insert(errand.issue)
                    group.addTask { .ended(errand.issue, await carryOut(errand, desk)) }
                }
            }
            while !stop.isRaised {
                var pause = rest
                var wanting: [String] = []
                for repository in repositories where !stop.isRaised {
                    try round(desk, repository).settle(settled)
                    let (finding, problem) = await look(at: repository, desk)
                    if let problem {
                        hasFailed = true
                        pause = max(pause, problem.after)
                        if told.insert(problem.text).inserted || isOnce { context.console.failure(problem.text) }
                    }
                    pause = max(pause, finding.rest ?? .zero)
                    if finding.wantsStatus { wanting.append(repository) }
                    for (issue, reason) in finding.failures {
                        hasFailed = true
                        let text = "\(issue) could not be looked at: \(reason)"
                        if told.insert(text).inserted || isOnce { context.console.failure(text) }
                    }
                    held += finding.errands.filter { errand in
                        !held.contains { $0.issue == errand.issue } && !busy.contains(errand.issue)
                    }
                    begin()
                }
                settled = []
                let next = isOnce ? nil : desk.base.time.now() + pause
                for repository in wanting where !stop.isRaised {
                    await StatusDesk(desk: desk).say(.polling(next: next), in: repository)
                }
                if isOnce { break }
                let time = desk.base.time
                group.addTask { [pause] in
                    try await Self.sleep(pause, on: time, unless: stop)
                    return .rested
                }
                resting: while let happening = try await group.next() {
                    switch happening {
                    case .rested: break resting
                    case .ended(let issue, let status):
                        busy.remove(issue)
                        if status == .succeeded { settled.insert(issue) }
                        begin()
                    }
                }
            }
            var wasInterrupted = stop.isRaised
            while let happening = try await group.next() {
                guard case .ended(let issue, let status) = happening else { continue }
                busy.remove(issue)
                if status == .interrupted { wasInterrupted = true }
                if status == .failed { hasFailed = true }
                if status == .succeeded { settled.insert(issue) }
                begin()
            }
            for repository in repositories {
                try round(desk, repository).settle(settled)
            }
            return wasInterrupted ? .interrupted : hasFailed ? .failed : .succeeded
        }
    }

    /// In short steps, so that a signal is heeded soon.
    private static func sleep(_ duration: Duration, on time: SystemTime, unless stop: StopFlag) async throws {
        let end = time.now() + duration
        while !stop.isRaised, time.now() < end {
            try await time.sleep(for: min(.milliseconds(250), end - time.now()))
        }
    }

    /// What is wrong with a repository, and how long to leave it alone.
    private struct Problem {
        let text: String
        let after: Duration
    }

    private func look(at repository: String, _ desk: AttentionDesk) async -> (PollRound.Finding, Problem?) {
        do {
            return (try await round(desk, repository).look(), nil)
        } catch {
            var after = Duration.zero
            if case .throttled(let wait?) = error as? TrackerError { after = wait }
            return (PollRound.Finding(), Problem(text: "\(repository) could not be looked at: \(error)", after: after))
        }
    }

    /// Succeeds where it could be done, however the run ended, which stands on its issue.
    private func carryOut(_ errand: PollErrand, _ desk: AttentionDesk) async -> ExitStatus {
        do {
            let outcome: RunDriver.Outcome?
            switch errand {
            case .begin(let start): outcome = try await desk.begin(start)
            case .goOn(let run, _): outcome = try await desk.goOn(with: run)
            }
            guard let outcome else { return .succeeded }
            return try await finish(outcome, desk)
        } catch ClaimError.held(_, let who) {
            context.console.note("\(errand.issue) is left alone: \(who) is at work on it.")
            return .waiting
        } catch {
            context.console.failure("\(errand.issue): \(error)")
            return .failed
        }
    }

    private func finish(_ outcome: RunDriver.Outcome, _ desk: AttentionDesk) async throws -> ExitStatus {
        let driver = RunDriver(workshop: desk.base, store: desk.store)
        let board: Blackboard
        switch outcome {
        case .conducted(let result):
            board = result.board
            if let reason = result.unannounced {
                context.console.failure("The issue of \(board.run) was not told the last state: \(reason)")
            }
        case .ended(let run): board = try await driver.board(of: run)
        }
        if let view = RunView(board), board.status != .queued {
            _ = await ReportPage(workshop: desk.base).write(view)
            context.console.note("\(board.run) of \(view.charter.issue): \(board.status.rawValue).")
        }
        return board.status == .queued ? .interrupted : .succeeded
    }

    // MARK: Words of the command line

    private func repositories() throws -> [String] {
        var names = context.arguments.operands
        if names.isEmpty {
            names = [context.arguments[.repository] ?? context.environment["GITHUB_REPOSITORY"]].compactMap { $0 }
                .filter { !$0.isEmpty }
        }
        guard !names.isEmpty else {
            throw UsageError(
                "'bot poll' needs a repository: bot poll OWNER/NAME, --repo or GITHUB_REPOSITORY.", command: "poll")
        }
        var seen: Set<String> = []
        return try names.filter { name in
            guard IssueIdentity.isRepository(name) else {
                throw UsageError("'\(PlainText.line(name, limit: 80))' is not of the form owner/name.", command: "poll")
            }
            return seen.insert(name.lowercased()).inserted
        }
    }

    private func round(_ desk: AttentionDesk, _ repository: String) throws -> PollRound {
        PollRound(desk: desk, repository: repository, only: try only(of: [repository]))
    }

    private func only(of repositories: [String]) throws -> Int? {
        guard let text = context.arguments[.issue] else { return nil }
        guard let number = Int(text), number > 0, repositories.count == 1 else {
            throw UsageError(
                "--issue takes the number of an issue of one repository, not '\(PlainText.line(text, limit: 40))'.",
                command: "poll")
        }
        return number
    }

    private func rest() throws -> Duration {
        guard let text = context.arguments[.every] else { return Self.defaultRest }
        guard let rest = DurationText.duration(text), rest >= .seconds(1), rest <= .seconds(86_400) else {
            throw UsageError(
                "--every takes a time from 1s to 24h, as 2m, not '\(PlainText.line(text, limit: 40))'.", command: "poll"
            )
        }
        return rest
    }
}
