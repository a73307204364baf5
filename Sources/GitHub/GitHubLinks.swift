/// Addresses of pages on a GitHub server, for people to follow.
package struct GitHubLinks: Sendable {
    /// Without a slash at its end.
    private let serverURL: String

    package init(serverURL: String) {
        self.serverURL = serverURL.hasSuffix("/") ? String(serverURL.dropLast()) : serverURL
    }

    package func repository(_ repository: String) -> String {
        "\(serverURL)/\(PercentEncoding.encode(repository, keeping: "/"))"
    }

    /// The page of a file at a commit; a commit outlives the branch it was made on.
    package func file(_ path: String, at commit: String, in repository: String) -> String {
        "\(self.repository(repository))/blob/\(PercentEncoding.encode(commit))/\(PercentEncoding.encode(path, keeping: "/"))"
    }

    /// The bytes of a picture, for a comment: of a private repository, too, whoever may read it sees them.
    package func picture(_ path: String, at commit: String, in repository: String) -> String {
        file(path, at: commit, in: repository) + "?raw=true"
    }

    package func commit(_ commit: String, in repository: String) -> String {
        "\(self.repository(repository))/commit/\(PercentEncoding.encode(commit))"
    }

    package func branch(_ branch: String, in repository: String) -> String {
        "\(self.repository(repository))/tree/\(PercentEncoding.encode(branch, keeping: "/"))"
    }

    package func issue(_ number: Int, in repository: String) -> String {
        "\(self.repository(repository))/issues/\(number)"
    }
}
