package import Core

/// An issue that the stand-in keeps.
package struct StandInIssue: Sendable {
    package var number: Int
    package var title: String
    /// Nil as GitHub sends it where nothing was written.
    package var body: String?
    package var labels: [String]
    package var author: StandInAccount
    package var isOpen: Bool
    package var isPullRequest: Bool
    package var isDeleted: Bool
    /// Where it went: the path below the interface's address.
    package var movedTo: String?
    package var comments: [StandInComment] = []
    package var isLocked = false
    package var isPinned = false
    /// How often its text was changed by the interface.
    package var edits = 0
    package var node: String { "I_kwDO\(number)" }
    package var isAuthorGone = false
    package var createdAt = Timestamp(milliseconds: 0)
    package var updatedAt = Timestamp(milliseconds: 0)
    package var events: [StandInEvent] = []
    /// Who set the labels that it is put in with.
    package var labeller: StandInAccount

    package init(
        _ number: Int, title: String = "An issue", body: String? = "", labels: [String] = [],
        author: StandInAccount = StandInAccount("asker"), isOpen: Bool = true, isPullRequest: Bool = false,
        isDeleted: Bool = false, movedTo: String? = nil,
        labelledBy labeller: StandInAccount = StandInAccount("maintainer")
    ) {
        self.labeller = labeller
        self.number = number
        self.title = title
        self.body = body
        self.labels = labels
        self.author = author
        self.isOpen = isOpen
        self.isPullRequest = isPullRequest
        self.isDeleted = isDeleted
        self.movedTo = movedTo
    }
}
