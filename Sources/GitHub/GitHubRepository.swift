/// What a delivery needs to know of a repository.
package struct GitHubRepository: Hashable, Sendable {
    /// `owner/name` as it is now, which after a renaming is another than was asked for.
    package let name: String
    package let defaultBranch: String
    package let cloneURL: String
    package let isPrivate: Bool
    /// Nil where GitHub does not say: without a token, and for some kinds of token.
    package let mayPush: Bool?

    package init(name: String, defaultBranch: String, cloneURL: String, isPrivate: Bool, mayPush: Bool?) {
        self.name = name
        self.defaultBranch = defaultBranch
        self.cloneURL = cloneURL
        self.isPrivate = isPrivate
        self.mayPush = mayPush
    }
}
