import Core

/// A sign-in that is set up wrongly: to call unsigned instead would hide it.
struct NoToken: AccessTokens {
    /// What is wrong, and what to do.
    let problem: String

    func token(for repository: String?) throws(TrackerError) -> String? { throw .unauthorised(hint: problem) }
    func discard(_ token: String, for repository: String?) -> Bool { false }
    func account() throws(TrackerError) -> String? { throw .unauthorised(hint: problem) }
}
