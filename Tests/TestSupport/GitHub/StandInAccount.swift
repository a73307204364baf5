/// Who a token of the stand-in belongs to.
package struct StandInAccount: Hashable, Sendable {
    package let login: String
    /// `User` or `Bot`.
    package let type: String
    /// Whether `GET /user` answers it: an installation's token and a workflow's are refused there.
    package let mayAskWhoItIs: Bool
    /// Whether it may write to issues.
    package let mayWrite: Bool
    /// The number of the App through which it acts; nil: through none.
    package let app: Int64?

    package init(
        _ login: String, type: String = "User", mayAskWhoItIs: Bool = true, mayWrite: Bool = true, app: Int64? = nil
    ) {
        self.app = app
        self.login = login
        self.type = type
        self.mayAskWhoItIs = mayAskWhoItIs
        self.mayWrite = mayWrite
    }

    /// As a workflow's `GITHUB_TOKEN` acts.
    package static let workflow = StandInAccount("github-actions[bot]", type: "Bot", mayAskWhoItIs: false)
}
