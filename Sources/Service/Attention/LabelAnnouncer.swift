package import Core
package import Engine
package import GitHub
import Synchronization

/// Tells an issue of GitHub how its run stands by a label too, once its comment says it.
package final class LabelAnnouncer: Announcer {
    package let interval: Duration
    private let comment: any Announcer
    private let tracker: GitHubTracker
    /// What this process has set last.
    private let last = Mutex<RunStatus?>(nil)

    package init(after comment: any Announcer, tracker: GitHubTracker) {
        interval = comment.interval
        self.comment = comment
        self.tracker = tracker
    }

    package func announce(_ board: Blackboard) async throws(TrackerError) {
        try await comment.announce(board)
        guard let issue = board.charter?.issue, case .github(let repository, _) = issue,
            last.withLock({ $0 }) != board.status
        else { return }
        // Somebody who edits labels at the same time, or a proxy with a page of its own, is over the next time.
        var rounds = 2
        while rounds > 0 {
            do throws(TrackerError) {
                try await show(StateLabel(board.status), on: issue, of: repository)
                rounds = 0
            } catch {
                switch error {
                // The comment has said it; a label that may not be set is no reason to say that it was not told.
                case .refused, .notFound: rounds -= 1
                case .forbidden: rounds = 0
                case .unauthorised, .throttled, .unreachable: throw error
                }
            }
        }
        last.withLock { $0 = board.status }
    }

    private func show(
        _ label: StateLabel?, on issue: IssueIdentity, of repository: String
    ) async throws(TrackerError) {
        let present = try await tracker.labels(of: issue)
        let wanted = label?.name
        for name in present where name.hasPrefix(StateLabel.prefix) && name != wanted {
            guard StateLabel.allCases.contains(where: { $0.name == name }) else { continue }
            try await tracker.removeLabel(name, from: issue)
        }
        guard let label, !present.contains(label.name) else { return }
        try await tracker.ensureLabel(
            label.name, colour: label.colour, description: label.meaning, in: repository)
        try await tracker.addLabels([label.name], to: issue)
    }
}
