package import Core
import Engine

/// Offers what a run on GitHub has pushed as a pull request, and keeps that up to date.
///
/// Nothing of this fails a run: what was delivered is delivered, and what is amiss with the pull request is said.
package struct PullRequestDesk: Sendable {
    private let host: any PullRequestHost
    private let terms: Terms
    private let links: ReportLinks

    /// How the settings want it.
    package struct Terms: Hashable, Sendable {
        /// `owner/name` of the issue.
        package let repository: String
        package let issue: Int
        package let isDraft: Bool
        /// Whether merging closes the issue.
        package let closes: Bool

        package init(repository: String, issue: Int, isDraft: Bool, closes: Bool) {
            self.repository = repository
            self.issue = issue
            self.isDraft = isDraft
            self.closes = closes
        }
    }

    package init(host: any PullRequestHost, terms: Terms, links: ReportLinks) {
        self.host = host
        self.terms = terms
        self.links = links
    }

    private var renderer: PullRequestRenderer {
        PullRequestRenderer(links: links, issue: terms.issue, closes: terms.closes)
    }

    /// The delivery with its pull request, or with a note on why there is none.
    ///
    /// It is looked for before it is made, so that a try after a crash leaves one. Throws where trying again later may help.
    func offer(_ made: DeliveryMade, of parcel: Parcel, isLastTry: Bool) async throws(TaskFailure) -> DeliveryMade {
        guard let branch = made.branch, made.isPushed(to: terms.repository) else { return made }
        var made = made
        do throws(TrackerError) {
            let request = try await host.offer(
                PullRequestOffer(
                    repository: terms.repository, branch: branch, title: PlainText.clean(parcel.subject, limit: 200),
                    body: renderer.opening(of: parcel, made), marker: .run(parcel.run), isDraft: terms.isDraft))
            made.pullRequest = request.url
            made.add(note: note(on: request))
        } catch {
            switch error {
            case .throttled(let delay) where !isLastTry:
                throw TaskFailure(.transient(after: delay), Self.missing(error))
            // A token that GitHub has just taken for the push is not gone for good.
            case .unreachable where !isLastTry, .unauthorised where !isLastTry:
                throw TaskFailure(.transient(after: nil), Self.missing(error))
            case .throttled, .unreachable, .notFound, .unauthorised, .forbidden, .refused:
                made.add(note: Self.missing(error))
            }
        }
        return made
    }

    /// Brings the pull request of a run that rests up to date, and makes it ready for review where the run has passed.
    ///
    /// Returns what could not be done, for people; doing it twice does no harm.
    func report(_ view: RunView) async throws(TrackerError) -> String? {
        guard view.board.status.isFinal || view.board.status == .waiting, let delivery = view.delivery,
            let branch = delivery.branch, delivery.pullRequest != nil
        else { return nil }
        var note: String?
        do throws(TrackerError) {
            let marker = CommentMarker.run(view.board.run)
            guard let request = try await host.pullRequest(marker, of: branch, in: terms.repository), request.isOpen
            else { return nil }
            if view.board.status == .succeeded { note = try await ready(request) }
            try await host.rewrite(request, as: renderer.body(of: view.noting(note)), marker: marker)
            return note
        } catch {
            switch error {
            case .throttled, .unreachable: throw error
            case .notFound, .unauthorised, .forbidden, .refused:
                return "The pull request could not be brought up to date. \(error)"
            }
        }
    }

    /// Why a draft could not be made ready for review; nil where it is.
    private func ready(_ request: PullRequest) async throws(TrackerError) -> String? {
        do throws(TrackerError) {
            try await host.markReady(request)
            return nil
        } catch {
            switch error {
            case .throttled, .unreachable: throw error
            case .notFound, .unauthorised, .forbidden, .refused:
                return "The pull request is still a draft: it could not be made ready for review. \(error) "
                    + "Press 'Ready for review' on its page."
            }
        }
    }

    private func note(on request: PullRequest) -> String? {
        if !request.isOwn {
            return "Pull request \(request.number) of the branch was opened by somebody else, and is left as it is."
        }
        if !request.isOpen {
            return "Pull request \(request.number) of this run was closed, and no other one is made."
        }
        if terms.isDraft, !request.isDraft {
            return "Pull request \(request.number) is no draft: it was ready for review before, or the repository's "
                + "plan has no drafts."
        }
        return nil
    }

    private static func missing(_ error: TrackerError) -> String {
        "There is no pull request, though everything was pushed: one could not be made. \(error) It can be opened from "
            + "the branch by hand."
    }
}
