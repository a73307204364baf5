/// A permission that an App needs, and what for.
package struct AppPermission: Hashable, Sendable, CustomStringConvertible {
    /// As GitHub's interface names it, as `pull_requests`.
    package let name: String
    package let purpose: String
    package var description: String { "'\(name): write' (\(purpose))" }

    /// All that the bot writes; who may read is in these too.
    package static let needed = [
        AppPermission(name: "issues", purpose: "comments and labels"),
        AppPermission(name: "contents", purpose: "pushing what was made, and claims of issues"),
        AppPermission(name: "pull_requests", purpose: "the delivery as a pull request"),
        AppPermission(name: "checks", purpose: "the review as a check run"),
    ]

    /// What `permissions`, as GitHub granted them, do not have.
    package static func missing(in permissions: [String: String]) -> [AppPermission] {
        needed.filter { !["write", "admin"].contains(permissions[$0.name]) }
    }
}
