import Core
import GitHub
import HTTP
import TestSupport

/// A tracker before a stand-in that holds one issue.
struct Fixture {
    static let name = "acme/posters"
    let standIn: GitHubStandIn
    let time = ManualTime()
    let tracker: GitHubTracker
    let issue = IssueIdentity.github(repository: name, number: 12)
    private let http = HTTPClient(userAgent: "showrunner/tests")

    init(
        account: StandInAccount = StandInAccount("showrunner-bot"), token: String? = GitHubStandIn.token,
        issues: [StandInIssue] = [StandInIssue(12, title: "Posters", body: "A lighthouse", labels: ["generate"])]
    ) throws {
        standIn = try GitHubStandIn(
            accounts: [GitHubStandIn.token: account],
            StandInRepository(Self.name, issues: issues))
        tracker = GitHubTracker(apiURL: standIn.url, token: token, http: http, time: time)
    }

    /// Another process of the same bot: it remembers nothing.
    func secondTracker() -> GitHubTracker {
        GitHubTracker(apiURL: standIn.url, token: GitHubStandIn.token, http: http, time: time)
    }

    /// Lets whatever has been begun go on until it waits.
    func settle() async {
        for _ in 0..<1_000 { await Task.yield() }
    }

    var comments: [StandInComment] { standIn.comments(on: 12, in: Self.name) }
    var bodies: [String] { comments.map(\.body) }

    /// What was asked, as `GET /user`.
    var calls: [String] { standIn.requests.map { "\($0.method) \($0.path)" } }
}
