/// A branch that is offered for merging into the default branch of its repository.
package struct PullRequestOffer: Hashable, Sendable {
    /// `owner/name`.
    package let repository: String
    package let branch: String
    /// One line in which foreign words are harmless already: nothing is escaped in a title.
    package let title: String
    /// Without the marker's line.
    package let body: String
    /// By which it is found again.
    package let marker: CommentMarker
    package let isDraft: Bool

    package init(
        repository: String, branch: String, title: String, body: String, marker: CommentMarker, isDraft: Bool
    ) {
        self.repository = repository
        self.branch = branch
        self.title = title
        self.body = body
        self.marker = marker
        self.isDraft = isDraft
    }
}
