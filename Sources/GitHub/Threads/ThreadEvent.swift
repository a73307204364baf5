package import Core

/// What somebody did to an issue besides commenting on it: set a label, renamed it, closed it.
package struct ThreadEvent: Hashable, Sendable {
    package let id: Int64
    /// GitHub's word, as `labeled`.
    package let kind: String
    package let label: String?
    /// Nil where the account is gone.
    package let actor: GitHubActor?
    package let at: Timestamp

    package init(id: Int64, kind: String, label: String? = nil, actor: GitHubActor?, at: Timestamp) {
        self.id = id
        self.kind = kind
        self.label = label
        self.actor = actor
        self.at = at
    }
}
