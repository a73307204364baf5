import Core
import GitHub
import Synchronization

/// What a person may do about the runs of a repository.
struct PageRights: Hashable, Sendable {
    let mayLook: Bool
    let mayDecide: Bool
    /// As it is written into what they decide.
    let role: String?

    static let nothing = PageRights(mayLook: false, mayDecide: false, role: nil)
    static let all = PageRights(mayLook: true, mayDecide: true, role: nil)
    static let look = PageRights(mayLook: true, mayDecide: false, role: nil)

    /// Whoever may read a repository may look at its runs; who decides stands in its settings.
    init(_ role: RepositoryRole, under rules: AccessRules) {
        mayLook = role.rank > .none
        mayDecide = role.reaches(rules.role)
        self.role = role.name
    }

    private init(mayLook: Bool, mayDecide: Bool, role: String?) {
        self.mayLook = mayLook
        self.mayDecide = mayDecide
        self.role = role
    }
}

/// Asks GitHub what people may do, and remembers it for as long as they only look.
final class RightsDesk: Sendable {
    private struct Known {
        let rights: PageRights
        let until: Timestamp
    }

    static let memory = Duration.seconds(60)
    private static let most = 2_000

    private let host: any PageHost
    private let time: any TimeSource
    private let known = Mutex<[String: Known]>([:])

    init(host: any PageHost, time: any TimeSource) {
        self.host = host
        self.time = time
    }

    /// `isFresh`: for a decision, as rights can be withdrawn.
    func rights(
        of person: PagePerson, in issue: IssueIdentity, isFresh: Bool = false
    ) async throws -> PageRights {
        switch person {
        case .visitor: return .look
        case .operator: return .all
        case .member(let login):
            // Runs of files are the operator's own.
            guard case .github(let repository, _) = issue else { return .nothing }
            let name = "\(login.lowercased()) \(repository.lowercased())"
            let now = time.now()
            if !isFresh, let known = known.withLock({ $0[name] }), known.until > now { return known.rights }
            let rights = PageRights(
                try await host.role(of: login, in: repository), under: try await host.rules(of: repository))
            known.withLock { known in
                if known.count >= Self.most { known = known.filter { $0.value.until > now } }
                if known.count >= Self.most { known = [:] }
                known[name] = Known(rights: rights, until: now + Self.memory)
            }
            return rights
        }
    }
}
