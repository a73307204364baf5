import Core
import Engine

/// What a person may do now, with the command that does it.
package struct NextStep: Hashable, Sendable {
    package let text: String
    /// To be shown in code type; it may hold the path of an issue's file.
    package let command: String?

    package static func steps(for report: RunReport) -> [NextStep] {
        let view = report.view
        let resume = "bot resume \(view.board.run)"
        let issue = ShellWord.quoted(view.charter.issue.description)
        let again = "bot run \(issue) --fresh"
        switch view.board.status {
        case .running: return []
        case .queued: return [NextStep(text: "Go on where it stopped; what was made is kept", command: resume)]
        case .waiting:
            let decisions = GateLines.open(in: view.board).flatMap(\.steps)
            return decisions.isEmpty
                ? [NextStep(text: "Settle what it waits for, then let it go on", command: resume)] : decisions
        case .succeeded:
            guard view.delivery?.branch != nil else { return [] }
            return [NextStep(text: "Look at the \(report.noun)s, then merge the branch", command: nil)]
        case .partial:
            let isBad = view.board.losses.isEmpty || !report.lacking.isEmpty
            return isBad
                ? [
                    NextStep(
                        text: "Change the prompt, raise Attempts or lower Threshold in the issue, and run it again",
                        command: "bot run \(issue)"),
                    NextStep(
                        text: "Or take what was delivered as it is: it lies beside the ones that passed", command: nil),
                ]
                : [
                    NextStep(
                        text: "Take what was delivered as it is; or name another model in the issue, or what this one "
                            + "makes, and run it again",
                        command: "bot run \(issue)")
                ]
        case .failed: return [NextStep(text: "Mend the cause, then run the issue anew", command: again)]
        case .cancelled: return [NextStep(text: "To begin anew", command: again)]
        }
    }
}
