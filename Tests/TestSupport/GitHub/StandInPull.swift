/// A pull request that the stand-in keeps.
package struct StandInPull: Hashable, Sendable {
    package let number: Int
    package var title: String
    package var body: String
    package let head: String
    package let base: String
    package var isDraft: Bool
    package var isOpen = true
    package let author: StandInAccount
    /// How often it was changed.
    package var edits = 0
    package var node: String { "PR_kwDO\(number)" }

    package init(
        _ number: Int, title: String, body: String, head: String, base: String = "main", isDraft: Bool = false,
        by author: StandInAccount
    ) {
        self.number = number
        self.title = title
        self.body = body
        self.head = head
        self.base = base
        self.isDraft = isDraft
        self.author = author
    }
}
