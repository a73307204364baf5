/// A repository that the stand-in keeps.
package struct StandInRepository: Sendable {
    /// `owner/name`.
    package var name: String
    package var defaultBranch: String
    /// Nil: `/git/owner/name.git` on the stand-in itself, where a test may mount a `GitHTTPBackend`.
    package var cloneURL: String?
    package var isPrivate: Bool
    package var issues: [Int: StandInIssue]
    /// Text files of the default branch by path, as the contents interface gives them.
    package var files: [String: String]
    /// What people may do, by login; whoever is not named may read a public repository.
    package var roles: [String: String]
    /// The colours of its labels by their names.
    package var labels: [String: String] = [:]
    /// Its pull requests by their numbers, which they share with its issues.
    package var pulls: [Int: StandInPull] = [:]
    /// Its check runs by their numbers.
    package var checks: [Int: StandInCheck] = [:]
    /// Whether its plan has draft pull requests.
    package var hasDrafts = true

    package init(
        _ name: String, defaultBranch: String = "main", cloneURL: String? = nil, isPrivate: Bool = false,
        issues: [StandInIssue] = [],
        files: [String: String] = [:], roles: [String: String] = ["maintainer": "maintain"]
    ) {
        self.roles = roles
        self.name = name
        self.defaultBranch = defaultBranch
        self.cloneURL = cloneURL
        self.isPrivate = isPrivate
        self.files = files
        self.issues = Dictionary(issues.map { ($0.number, $0) }, uniquingKeysWith: { _, last in last })
    }
}
