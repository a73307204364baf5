package import Core
package import Engine

/// Keeps a run's one comment on its issue up to date, and its pull request where there is one.
package struct CommentAnnouncer: Announcer {
    package let interval: Duration
    private let tracker: any IssueTracker
    private let desk: PullRequestDesk?
    private let render: @Sendable (RunView) -> String

    /// `render` makes the comment's body, without its marker.
    package init(
        tracker: any IssueTracker, interval: Duration, desk: PullRequestDesk? = nil,
        render: @escaping @Sendable (RunView) -> String
    ) {
        self.tracker = tracker
        self.interval = interval
        self.desk = desk
        self.render = render
    }

    package func announce(_ board: Blackboard) async throws(TrackerError) {
        guard let view = RunView(board) else { return }
        var note: String?
        var trouble: TrackerError?
        do throws(TrackerError) { note = try await desk?.report(view) } catch { trouble = error }
        // Whatever is the matter with the pull request, the issue is told how the run stands.
        _ = try await tracker.putComment(render(view.noting(note)), marker: .run(board.run), on: view.charter.issue)
        if let trouble { throw trouble }
    }
}
