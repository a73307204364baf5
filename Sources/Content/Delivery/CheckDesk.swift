package import Core
import Engine

/// Tells the commit that a run on GitHub has delivered how the review has judged it.
package struct CheckDesk: Sendable {
    private let host: any CheckHost
    /// `owner/name` of the issue.
    private let repository: String
    private let page: String?

    /// Tells the checks of one repository apart from those of others.
    static let name = "Showrunner"

    /// `page`: where the issue is read.
    package init(host: any CheckHost, repository: String, page: String?) {
        self.host = host
        self.repository = repository
        self.page = page
    }

    /// Brings the check of a run that rests up to date; doing it twice does no harm.
    ///
    /// Returns what could not be done, for people.
    package func report(_ view: RunView) async throws(TrackerError) -> String? {
        guard view.board.status.isFinal || view.board.status == .waiting, let delivery = view.delivery,
            let commit = delivery.commit, delivery.isPushed(to: repository)
        else { return nil }
        do throws(TrackerError) {
            try await host.report(CheckWriter(view: view).check(of: commit, in: repository, page: page))
            return nil
        } catch {
            switch error {
            case .throttled, .unreachable: throw error
            case .notFound, .unauthorised, .forbidden, .refused:
                return "The check of the commit could not be brought up to date. \(error)"
            }
        }
    }
}
