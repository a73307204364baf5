package import Core

/// That somebody has pressed a button of a check run: the one thing in deliveries that can't be read afresh.
package struct ButtonPress: Hashable, Sendable {
    package let identifier: String
    /// The run that the check is about; nil for all checks of a commit, which name none.
    package let run: RunID?
    package let login: String

    package init(identifier: String, run: RunID?, login: String) {
        self.identifier = identifier
        self.run = run
        self.login = login
    }

    private static let noRun = "-"

    /// As the store keeps it.
    package var text: String { "\(identifier) \(run?.text ?? Self.noRun) \(login)" }

    /// Nil for what is no press.
    package init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, !words[2].isEmpty else { return nil }
        let run = RunID(String(words[1]))
        guard run != nil || words[1] == Self.noRun else { return nil }
        self.init(identifier: String(words[0]), run: run, login: String(words[2]))
    }
}
