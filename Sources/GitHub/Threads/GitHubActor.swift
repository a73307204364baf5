/// Who did something on GitHub: a person, or a program.
package struct GitHubActor: Hashable, Sendable {
    package let login: String
    /// Whether the account is a program's; a person who acts through an App is none.
    package let isBot: Bool
    /// The App through which it was done, by its number; nil where it was done without one.
    package let app: Int64?

    package init(_ login: String, isBot: Bool = false, app: Int64? = nil) {
        self.login = login
        self.isBot = isBot
        self.app = app
    }
}
