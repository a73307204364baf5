package import Core

/// What an App was given for a repository, until it ends.
package struct InstallationToken: Hashable, Sendable {
    /// Of any length, and opaque.
    package let token: String
    package let expires: Timestamp
    /// What it may do, as GitHub names it: `issues` to `read` or `write`.
    package let permissions: [String: String]
}
