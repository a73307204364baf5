package import GitHub

/// Who may start runs and decide about them, as the settings of a repository have it.
package struct AccessRules: Hashable, Sendable {
    /// The least role: one of GitHub's own, or the name of a custom one.
    package let role: String
    /// The Apps, by number, whose labels and comments count like a person's; a name is never enough.
    package let apps: Set<Int64>
    /// The label that starts a run.
    package let label: String

    package init(role: String = "write", apps: Set<Int64> = [], label: String = "generate") {
        self.role = role
        self.apps = apps
        self.label = label
    }

    package func trusts(_ app: Int64?) -> Bool { app.map(apps.contains) ?? false }
}

/// What the rules say of somebody.
package enum Standing: Hashable, Sendable {
    /// `role`: as it is written into what they decide.
    case allowed(role: String)
    case refused(role: String)
    /// A program that the settings do not name: it is not answered, as it might answer back.
    case foreignProgram

    package init(_ actor: GitHubActor, role: RepositoryRole?, under rules: AccessRules) {
        if actor.isBot {
            self = rules.trusts(actor.app) ? .allowed(role: "app") : .foreignProgram
        } else {
            let role = role ?? .none
            self = role.reaches(rules.role) ? .allowed(role: role.name) : .refused(role: role.name)
        }
    }

    package var isAllowed: Bool {
        guard case .allowed = self else { return false }
        return true
    }
}
