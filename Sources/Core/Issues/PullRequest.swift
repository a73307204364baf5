/// A pull request, as far as a delivery needs to know it.
package struct PullRequest: Hashable, Sendable {
    /// `owner/name`, as the repository is called now.
    package let repository: String
    package let number: Int
    /// Its page.
    package let url: String
    /// What GraphQL knows it by.
    package let node: String
    /// As it stands, the line of its marker included.
    package let body: String
    package let isDraft: Bool
    package let isOpen: Bool
    /// Whether the bot made it: author and marker both say so.
    package let isOwn: Bool

    package init(
        repository: String, number: Int, url: String, node: String, body: String, isDraft: Bool, isOpen: Bool,
        isOwn: Bool
    ) {
        self.repository = repository
        self.number = number
        self.url = url
        self.node = node
        self.body = body
        self.isDraft = isDraft
        self.isOpen = isOpen
        self.isOwn = isOwn
    }
}
