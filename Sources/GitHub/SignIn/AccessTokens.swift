package import Core

/// Where a call's token comes from.
///
/// It is asked for each call anew: some tokens live for an hour only, and runs wait longer.
package protocol AccessTokens: Sendable {
    /// The token for calls about a repository, `owner/name`, or about none; nil: such calls are made unsigned.
    func token(for repository: String?) async throws(TrackerError) -> String?

    /// GitHub did not accept this token for the repository. Returns whether another can be had.
    func discard(_ token: String, for repository: String?) async -> Bool

    /// The login under which it acts, where GitHub does not tell that to the token itself.
    func account() async throws(TrackerError) -> String?
}
