/// A request as its author left it: hostile text until `Intake` has read it.
package struct Issue: Hashable, Sendable {
    package let identity: IssueIdentity
    package let title: String
    package let body: String
    package let labels: [String]
    package let author: String
    /// Where people read it; nil for a file.
    package let url: String?
    package let isOpen: Bool

    package init(
        identity: IssueIdentity, title: String, body: String, labels: [String] = [], author: String = "",
        url: String? = nil, isOpen: Bool = true
    ) {
        self.identity = identity
        self.title = title
        self.body = body
        self.labels = labels
        self.author = author
        self.url = url
        self.isOpen = isOpen
    }
}
