package import Core

/// What a run delivers: files, and how the delivery is to be named.
///
/// Making it again from the same run gives the same one.
package struct Parcel: Sendable {
    package let run: RunID
    package let issue: IssueIdentity
    /// One line that says what was made.
    package let subject: String
    package let files: [File]
    /// The time that the delivery carries.
    package let time: Timestamp
    /// The addresses of files that lie in a store already, by the paths that they would have in the delivery.
    package let elsewhere: [String: String]

    package init(
        run: RunID, issue: IssueIdentity, subject: String, files: [File], time: Timestamp,
        elsewhere: [String: String] = [:]
    ) {
        self.run = run
        self.issue = issue
        self.subject = subject
        self.files = files
        self.time = time
        self.elsewhere = elsewhere
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
