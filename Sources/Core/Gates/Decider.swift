/// Who decides at a gate, wherever the decision came from.
package struct Decider: Hashable, Sendable {
    package let source: Source
    /// A login, or the name of the user of a terminal.
    package let login: String
    /// What the source says they may do, as GitHub's `write`; nil where it has no roles.
    package let role: String?

    package init(source: Source, login: String, role: String? = nil) {
        self.source = source
        self.login = login
        self.role = role
    }

    package enum Source: String, Hashable, Sendable, CaseIterable {
        case terminal, comment, api, worker
        /// Nobody decided in time, so the gate's own policy did.
        case timeout
    }

    package static let timeout = Decider(source: .timeout, login: "time-out")
}
