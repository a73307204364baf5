/// What a person may do in a repository: GitHub's own roles in their order, and those that an organisation has made.
package struct RepositoryRole: Hashable, Sendable {
    /// As `role_name` gives it: `write`, or the name of a custom role.
    package let name: String
    /// What it amounts to among GitHub's own.
    package let rank: Rank

    package enum Rank: Int, Hashable, Sendable, Comparable, CaseIterable {
        case none, read, triage, write, maintain, admin

        package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }

        init?(name: String) {
            switch name {
            case "none": self = .none
            case "read", "pull": self = .read
            case "triage": self = .triage
            case "write", "push": self = .write
            case "maintain": self = .maintain
            case "admin": self = .admin
            default: return nil
            }
        }
    }

    package static let none = RepositoryRole(name: "none", rank: .none)

    package init(name: String, rank: Rank) {
        self.name = name
        self.rank = rank
    }

    /// As GitHub answers: `permission` folds maintain into write and triage into read, and says what a custom role amounts to.
    package init(name: String?, permission: String?) {
        let base = permission.flatMap { Rank(name: $0.lowercased()) } ?? .none
        let name = name?.lowercased() ?? ""
        self.init(name: name.isEmpty ? "\(base)" : name, rank: Rank(name: name) ?? base)
    }

    /// Whether it reaches to a role that the settings name; a custom one is reached by itself and by admins alone.
    package func reaches(_ wanted: String) -> Bool {
        if name == wanted.lowercased() { return rank > .none }
        guard let least = Rank(name: wanted.lowercased()) else { return rank == .admin }
        return rank >= least && rank > .none
    }
}
