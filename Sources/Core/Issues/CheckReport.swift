/// What a check run says of one commit.
package struct CheckReport: Hashable, Sendable {
    /// `owner/name`.
    package let repository: String
    /// In full, as hexadecimal digits.
    package let commit: String
    /// What tells the checks of one commit apart, as people see them.
    package let name: String
    /// The run that is told of: a check of another run is left as it is.
    package let run: RunID
    package let conclusion: Conclusion
    /// Where more stands; nil: nowhere.
    package let page: String?
    package let title: String
    /// In GitHub's Markdown.
    package let summary: String
    /// Always in the same order: those that have been sent are not sent again.
    package let annotations: [Annotation]
    /// At most three.
    package let actions: [Action]

    package init(
        repository: String, commit: String, name: String, run: RunID, conclusion: Conclusion, page: String?,
        title: String, summary: String, annotations: [Annotation], actions: [Action]
    ) {
        self.repository = repository
        self.commit = commit
        self.name = name
        self.run = run
        self.conclusion = conclusion
        self.page = page
        self.title = title
        self.summary = summary
        self.annotations = annotations
        self.actions = actions
    }

    package enum Conclusion: String, Hashable, Sendable {
        case success, neutral, failure
    }

    /// A remark about one file.
    package struct Annotation: Hashable, Sendable {
        package let path: String
        package let level: Level
        package let title: String
        package let message: String

        package init(path: String, level: Level, title: String, message: String) {
            self.path = path
            self.level = level
            self.title = title
            self.message = message
        }

        package enum Level: String, Hashable, Sendable {
            case notice, warning, failure
        }
    }

    /// A button on the check's page.
    package struct Action: Hashable, Sendable {
        /// At most 20 characters.
        package let label: String
        /// At most 40 characters.
        package let description: String
        /// At most 20 characters: what comes back when it is pressed.
        package let identifier: String

        package init(label: String, description: String, identifier: String) {
            self.label = label
            self.description = description
            self.identifier = identifier
        }

        package static let retryFailed = Action(
            label: "Re-run failed assets", description: "Makes what has failed once more",
            identifier: "retry_failed")
    }
}
