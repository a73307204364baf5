package import Core

/// That somebody has pressed a button of a check run: the one thing in deliveries that can't be read afresh.
package struct ButtonPress: Hashable, Sendable {
    package let identifier: String
    /// The run that the check is about.
    package let run: RunID
    package let login: String

    package init(identifier: String, run: RunID, login: String) {
        self.identifier = identifier
        self.run = run
        self.login = login
    }

    /// As the store keeps it.
    package var text: String { "\(identifier) \(run) \(login)" }

    /// Nil for what is no press.
    package init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let run = RunID(String(words[1])), !words[0].isEmpty, !words[2].isEmpty else {
            return nil
        }
        self.init(identifier: String(words[0]), run: run, login: String(words[2]))
    }
}
