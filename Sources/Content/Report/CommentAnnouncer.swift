package import Core
package import Engine

/// Keeps a run's one comment on its issue up to date, and its pull request and its check where there is one.
package struct CommentAnnouncer: Announcer {
    package let interval: Duration
    private let tracker: any IssueTracker
    private let desk: PullRequestDesk?
    private let checks: CheckDesk?
    private let pictures: GatePictures?
    private let render: @Sendable (RunView) -> String

    /// `render` makes the comment's body, without its marker.
    package init(
        tracker: any IssueTracker, interval: Duration, desk: PullRequestDesk? = nil,
        checks: CheckDesk? = nil, pictures: GatePictures? = nil, render: @escaping @Sendable (RunView) -> String
    ) {
        self.tracker = tracker
        self.interval = interval
        self.desk = desk
        self.checks = checks
        self.pictures = pictures
        self.render = render
    }

    package func announce(_ board: Blackboard) async throws(TrackerError) {
        guard var view = RunView(board) else { return }
        view = view.showing(await pictures?.show(view))
        var note: String?
        var trouble: TrackerError?
        do throws(TrackerError) { note = try await desk?.report(view) } catch { trouble = error }
        // Whatever is the matter with the pull request, the issue is told how the run stands.
        _ = try await tracker.putComment(render(view.noting(note)), marker: .run(board.run), on: view.charter.issue)
        // The check comes last: a run with many assets has much to say there.
        do throws(TrackerError) {
            if let flaw = try await checks?.report(view) {
                let notes = [note, flaw].compactMap { $0 }.joined(separator: " ")
                _ = try await tracker.putComment(
                    render(view.noting(notes)), marker: .run(board.run), on: view.charter.issue)
            }
        } catch { trouble = trouble ?? error }
        if let trouble { throw trouble }
    }
}
