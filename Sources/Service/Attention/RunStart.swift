package import Core

/// A run that somebody asked for, with everything that it goes by frozen as it was read.
package struct RunStart: Hashable, Sendable {
    /// What asked for it: the event that set the label, the comment, or the delivery that told of a pressed button.
    package enum Cause: Hashable, Sendable {
        case label(event: Int64)
        case comment(Int64)
        case press(delivery: String)

        /// As it is remembered.
        package var text: String {
            switch self {
            case .label(let event): "label:\(event)"
            case .comment(let comment): "comment:\(comment)"
            case .press(let delivery): "press:\(delivery)"
            }
        }

        /// Whether it has had its answer once it was read; a label asks for as long as it stays.
        package var asksOnce: Bool {
            if case .label = self { false } else { true }
        }
    }

    package let cause: Cause
    package let at: Timestamp
    /// When the comment that asked for it had last been edited when it was read.
    package let stamp: Timestamp
    /// Title and body as they were read; its author is whoever asked for the run, who answers for what it spends.
    package let issue: Issue
    /// What GitHub says they may do, as `write`.
    package let role: String

    package init(
        cause: Cause, at time: Timestamp, issue: Issue, by login: String, role: String, stamp: Timestamp? = nil
    ) {
        self.cause = cause
        at = time
        self.stamp = stamp ?? time
        self.issue = Issue(
            identity: issue.identity, title: issue.title, body: issue.body, labels: issue.labels, author: login,
            url: issue.url, isOpen: issue.isOpen)
        self.role = role
    }

    /// The run's name: one cause never makes two runs, whoever reads it, however often and how late.
    package var run: RunID { Self.run(for: cause, at: at, of: issue.identity) }

    package static func run(for cause: Cause, at time: Timestamp, of issue: IssueIdentity) -> RunID {
        // GitHub's names are the same in capitals.
        var bits = SplitMix64(seed: StableHash.of("\(issue.description.lowercased()) \(cause.text)"))
        return RunID(at: time, using: &bits)
    }
}
