/// A comment of the bot's own as it stands on an issue.
package struct PostedComment: Hashable, Sendable {
    /// The tracker's own name for it.
    package let id: String
    /// Where people read it: an address, or a file's path.
    package let location: String
    package let body: String

    package init(id: String, location: String, body: String) {
        self.id = id
        self.location = location
        self.body = body
    }
}
