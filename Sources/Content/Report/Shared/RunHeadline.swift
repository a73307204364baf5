import Core
import Engine

/// What has happened to a run, in one line.
package struct RunHeadline: Hashable, Sendable {
    package let tone: Tone
    /// Our own words: safe in every form.
    package let text: String
    /// The reason that the log gives, which may hold the words of a service or a person.
    package let detail: String?

    package init(_ report: RunReport) {
        let board = report.view.board
        let (done, all) = report.view.progress
        let reason = board.reason.isEmpty ? nil : board.reason
        switch board.status {
        case .queued:
            tone = .paused
            text = reason == nil ? "Queued: nothing has started yet" : "Stopped after \(done) of \(all) tasks"
            detail = reason
        case .running:
            tone = .busy
            text = "\(board.isCancelling ? "Cancelling" : "Working"): \(done) of \(all) tasks"
            detail = board.isCancelling ? reason : nil
        case .waiting:
            tone = .paused
            text = "Waiting for a person"
            // What is to be decided is said in full below.
            detail = board.openGates.isEmpty ? reason : nil
        case .succeeded:
            tone = .good
            text = "\(report.passed) of \(report.count(report.lines.count)) passed"
            detail = nil
        case .partial:
            tone = .warning
            text = Self.partial(report)
            detail = report.lacking.isEmpty ? reason : nil
        case .failed:
            tone = .bad
            text = "Failed"
            detail = reason ?? board.tasks.last { $0.status == .failed }?.failure
        case .cancelled:
            tone = .quiet
            text = "Cancelled; \(report.count(report.lines.count { !$0.attempts.isEmpty })) made before that"
            detail = reason
        }
    }

    private static func partial(_ report: RunReport) -> String {
        let short = report.lines.count { $0.state == .short }
        let missing = report.lacking.count - short
        var lacks: [String] = []
        if short > 0 {
            lacks.append("\(report.count(short)) under the threshold of \(report.bar)")
        }
        if missing > 0 { lacks.append("\(report.count(missing)) not made") }
        let opening = report.view.delivery == nil ? "Ended" : "Delivered"
        return lacks.isEmpty ? "\(opening), with something missing" : "\(opening), \(lacks.joined(separator: ", "))"
    }
}
