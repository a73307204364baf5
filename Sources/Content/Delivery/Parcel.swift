package import Core

/// What a run delivers: files, and how the delivery is to be named. Making it again gives the same one.
package struct Parcel: Sendable {
    package let run: RunID
    package let issue: IssueIdentity
    /// The first line says what was made, the trailers for whom.
    package let message: String
    package let files: [File]
    /// The time that the delivery carries.
    package let time: Timestamp

    package init(run: RunID, issue: IssueIdentity, message: String, files: [File], time: Timestamp) {
        self.run = run
        self.issue = issue
        self.message = message
        self.files = files
        self.time = time
    }

    /// One file, its path relative to the root of the delivery.
    package struct File: Hashable, Sendable {
        package let path: String
        package let content: Content

        package init(path: String, content: Content) {
            self.path = path
            self.content = content
        }
    }

    package enum Content: Hashable, Sendable {
        /// A file of the state folder.
        case file(path: String)
        case text(String)
    }
}
