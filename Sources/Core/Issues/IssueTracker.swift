/// Where issues are read and answered: GitHub, or Markdown files with a thread beside each.
package protocol IssueTracker: Sendable {
    func issue(_ identity: IssueIdentity) async throws(TrackerError) -> Issue

    /// Edits the comment of our own that carries the marker, or posts a new one where there is none.
    ///
    /// `body` comes without the marker's line; it is put first here. Running it twice leaves one comment.
    func putComment(_ body: String, marker: CommentMarker, on identity: IssueIdentity) async throws(TrackerError)
        -> PostedComment

    /// The comment of our own that carries the marker, its marker line included; nil where there is none.
    func comment(marker: CommentMarker, on identity: IssueIdentity) async throws(TrackerError) -> PostedComment?
}
