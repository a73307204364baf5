import Content
import Core
import Engine
import HTTP
import Page
import Store

/// Pages that are read.
extension PageDesk {
    private static let pageSize = 50
    /// How far back the list goes.
    private static let mostRuns = 10_000
    /// Runs that are looked through for those that a person may see.
    private static let lookedThrough = 1_000
    private static let lastEvents = 20

    func runs(_ head: RequestHead, _ caller: Caller) async throws -> ServerResponse {
        let query = FormFields((head.query ?? "").utf8)
        let number = min(max(1, query["page"].flatMap { Int($0) } ?? 1), Self.mostRuns / Self.pageSize)
        let position = hub.position
        let wanted = number * Self.pageSize + 1
        let found: [RunSummary]
        if case .member = caller.person {
            found = try await seen(by: caller.person, of: try await store.runs(limit: max(wanted, Self.lookedThrough)))
        } else {
            found = try await store.runs(limit: wanted)
        }
        let shown = found.dropFirst((number - 1) * Self.pageSize)
        var lines: [RunLine] = []
        for run in shown.prefix(Self.pageSize) {
            let count = run.prunedAt == nil ? try await store.taskCount(of: run.id) : (done: 0, of: 0)
            lines.append(RunLine(run, done: count.done, of: count.of))
        }
        return PageAnswer.page(
            RunListPage(
                lines, number: number, hasMore: shown.count > Self.pageSize, position: position, viewer: viewer(caller)
            ).page)
    }

    /// Those of the repositories that a person may read; each is asked about once.
    private func seen(by person: PagePerson, of runs: [RunSummary]) async throws -> [RunSummary] {
        var rights: [String: Bool] = [:]
        var seen: [RunSummary] = []
        for run in runs {
            let name = run.issue.repository.lowercased()
            if rights[name] == nil {
                rights[name] =
                    rights.count < 50 ? try await self.rights.rights(of: person, in: run.issue).mayLook : false
            }
            if rights[name] == true, case .github = run.issue { seen.append(run) }
        }
        return seen
    }

    func run(_ run: RunID, _ head: RequestHead, _ caller: Caller) async throws -> ServerResponse {
        let position = hub.position
        let summary = try await visible(run, to: caller)
        let mayDecide = try await rights.rights(of: caller.person, in: summary.issue).mayDecide
        let viewer = viewer(caller, mayDecide: mayDecide)
        guard summary.prunedAt == nil else { return PageAnswer.page(PrunedPage(summary, viewer: viewer).page) }
        let report = try await report(of: summary)
        let last = report.view.board.lastSequence
        let events = try await store.events(of: run, after: max(0, last - Self.lastEvents), through: last)
        let told = FormFields((head.query ?? "").utf8)["told"].flatMap { PageTold(rawValue: $0) }
        return PageAnswer.page(
            RunPage(report, events: events, position: position, viewer: viewer, told: told?.words).page)
    }

    /// The run as its rows have it now, or as it was read for somebody else who looked at the same state.
    func report(of summary: RunSummary) async throws -> RunReport {
        if let known = views.report(of: summary.id, at: summary.lastSequence) { return known }
        guard let view = RunView(try await store.board(of: summary.id)) else { throw PageRefusal.noRun }
        let report = RunReport(view)
        views.put(report)
        return report
    }

    func events(of run: RunID, _ head: RequestHead, _ caller: Caller) async throws -> ServerResponse {
        let summary = try await visible(run, to: caller)
        let viewer = viewer(caller)
        guard summary.prunedAt == nil else { return PageAnswer.page(PrunedPage(summary, viewer: viewer).page) }
        let given = FormFields((head.query ?? "").utf8)["after"].flatMap { Int($0) } ?? 0
        let after = min(max(0, given), summary.lastSequence)
        let events = try await store.events(of: run, after: after, through: after + EventLogPage.size)
        return PageAnswer.page(EventLogPage(summary, events, after: after, viewer: viewer).page)
    }
}
