package import Core

/// Answers on an issue only while its claim is ours: a process that stood still must not write over what another host has said.
package struct ClaimedTracker: IssueTracker {
    private let tracker: any IssueTracker
    private let claim: IssueClaim

    package init(_ tracker: any IssueTracker, under claim: IssueClaim) {
        self.tracker = tracker
        self.claim = claim
    }

    package func issue(_ identity: IssueIdentity) async throws(TrackerError) -> Issue {
        try await tracker.issue(identity)
    }

    package func putComment(
        _ body: String, marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment {
        do throws(ClaimError) { try await claim.checkAlive() } catch {
            throw .unreachable(reason: error.description)
        }
        return try await tracker.putComment(body, marker: marker, on: identity)
    }

    package func comment(
        marker: CommentMarker, on identity: IssueIdentity
    ) async throws(TrackerError) -> PostedComment? {
        try await tracker.comment(marker: marker, on: identity)
    }
}
