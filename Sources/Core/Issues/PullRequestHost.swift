/// Where branches are offered for merging.
package protocol PullRequestHost: Sendable {
    /// Finds the pull request of the offer's branch, or makes it; one of an earlier run is rewritten.
    ///
    /// Doing it twice leaves one. Somebody else's is returned as it is, with `isOwn` false.
    func offer(_ offer: PullRequestOffer) async throws(TrackerError) -> PullRequest

    /// The bot's own pull request of a branch that carries the marker, open or not; nil where there is none.
    func pullRequest(
        _ marker: CommentMarker, of branch: String, in repository: String
    ) async throws(TrackerError) -> PullRequest?

    /// Makes it say this, unless it does; `body` comes without the marker's line.
    func rewrite(_ request: PullRequest, as body: String, marker: CommentMarker) async throws(TrackerError)

    /// Makes a draft ready for review; one that is ready already stays so.
    func markReady(_ request: PullRequest) async throws(TrackerError)
}
