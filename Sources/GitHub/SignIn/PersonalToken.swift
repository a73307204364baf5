import Core

/// One token for everything: a person's, or the one that a workflow is given.
struct PersonalToken: AccessTokens {
    let token: String

    func token(for repository: String?) -> String? { token }
    func discard(_ token: String, for repository: String?) -> Bool { false }
    func account() -> String? { nil }
}
