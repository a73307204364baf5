package import Core
package import Engine

/// Keeps a run's one comment on its issue up to date.
package struct CommentAnnouncer: Announcer {
    package let interval: Duration
    private let tracker: any IssueTracker
    private let render: @Sendable (RunView) -> String

    /// `render` makes the comment's body, without its marker.
    package init(tracker: any IssueTracker, interval: Duration, render: @escaping @Sendable (RunView) -> String) {
        self.tracker = tracker
        self.interval = interval
        self.render = render
    }

    package func announce(_ board: Blackboard) async throws(TrackerError) {
        guard let view = RunView(board) else { return }
        _ = try await tracker.putComment(render(view), marker: .run(board.run), on: view.charter.issue)
    }
}
