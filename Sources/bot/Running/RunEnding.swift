import Content
import Core
import Engine
import FoundationEssentials
import Resources
import Store

/// Says how a run stands when this process is done with it: in words or JSON, as a page, in the step's summary, by the status.
struct RunEnding: Sendable {
    let workshop: Workshop
    let store: SQLiteStore
    let isJSON: Bool
    /// Told of the run as it stands, beside everything else.
    var ended: (@Sendable (RunView) throws -> Void)?

    func finish(_ outcome: RunDriver.Outcome) async throws -> ExitStatus {
        let driver = RunDriver(workshop: workshop, store: store)
        let console = workshop.console
        let board: Blackboard
        switch outcome {
        case .conducted(let result):
            board = result.board
            if let reason = result.unannounced { console.failure("The issue was not told the last state: \(reason)") }
        case .ended(let run):
            if let summary = try await store.run(run), summary.prunedAt != nil {
                RunAnswer(console: console, isJSON: isJSON).show(pruned: summary)
                return ExitStatus(summary.status)
            }
            board = try await driver.board(of: run)
            if let reason = try await driver.payOwed(run) {
                console.failure("The issue was not told the last state: \(reason)")
            }
        }
        guard let view = RunView(board) else { throw RunLogError.unknownRun(board.run) }
        let status = ExitStatus(board.status)
        let page = status == .interrupted ? nil : await ReportPage(workshop: workshop).write(view)
        RunAnswer(console: console, isJSON: isJSON).show(view, bytes: try await store.size(of: board.run).bytes)
        try ended?(view)
        if !isJSON, let page { console.answer("Report: \(page)") }
        if status == .interrupted {
            console.note("'bot resume \(board.run)' goes on where it stopped.")
        }
        announceInActions(view, status)
        return status
    }

    /// Appends the report to the step's summary and marks what went wrong.
    private func announceInActions(_ view: RunView, _ status: ExitStatus) {
        let console = workshop.console
        guard console.isActions else { return }
        if let title = annotation(of: status) {
            console.failure(PlainText.line(view.board.reason, limit: 1_000), title: title)
        }
        guard let path = console.summaryPath else { return }
        let links = LinkSource(workshop: workshop).links(for: view)
        let body = CommentRenderer(links: links).body(of: view) + "\n"
        let handle = URL(filePath: path)
        let before = (try? Data(contentsOf: handle)) ?? Data()  // A summary that is not there yet begins empty.
        do {
            try (before + Data(body.utf8)).write(to: handle)
        } catch {
            console.note("The step's summary could not be written: \(path)")
        }
    }

    /// Nil for what needs no mark.
    private func annotation(of status: ExitStatus) -> String? {
        switch status {
        case .failed: "The run failed"
        case .partial: "Delivered, but not all as asked"
        case .waiting: "The run waits for a person"
        case .succeeded, .invalid, .interrupted: nil
        }
    }
}
