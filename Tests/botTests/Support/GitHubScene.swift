import Core
import Foundation
import TestSupport

/// A repository `octo/assets` with issue 12 on a GitHub of the test's own, its git served with the same token.
final class GitHubScene: Sendable {
    static let name = "octo/assets"
    static let branch = "showrunner/issue-12"
    let scene: Scene
    let standIn: GitHubStandIn

    /// `files`: what the repository has on its default branch, by path; a push is carried out at once, and answered when its gate opens.
    init(
        issue body: String, title: String = "Boats", files: [String: String] = [:], pushGate gate: Latch? = nil,
        account: StandInAccount = StandInAccount("showrunner-bot")
    ) async throws {
        standIn = try GitHubStandIn(
            accounts: [GitHubStandIn.token: account],
            StandInRepository(
                Self.name, issues: [StandInIssue(12, title: title, body: body, labels: ["generate"])], files: files))
        scene = try Scene(environment: [
            "GITHUB_API_URL": standIn.url, "GITHUB_TOKEN": GitHubStandIn.token, "GITHUB_SERVER_URL": standIn.url,
        ])
        try await scene.bareRepository("git/octo/assets.git")
        let backend = GitHTTPBackend(
            root: scene.path("git"),
            authorization: GitHTTPBackend.basic("x-access-token", GitHubStandIn.token))
        standIn.mount("/git") { request in
            let reply = await backend.answer(request, under: "/git")
            if request.method == "POST", request.path.hasSuffix("/git-receive-pack") { await gate?.pass() }
            return reply
        }
        try scene.folder.write("Hello\n", to: "seed/README.md")
        try await scene.git("-C", "seed", "init", "-q", "-b", "main")
        try await scene.git("-C", "seed", "add", ".")
        try await scene.git("-C", "seed", "commit", "-q", "-m", "Begin")
        try await scene.git("-C", "seed", "push", "-q", repository, "main")
    }

    var repository: String { scene.path("git/octo/assets.git") }
    var comments: [StandInComment] { standIn.comments(on: 12, in: Self.name) }

    var pulls: [StandInPull] { standIn.pulls(of: Self.name) }

    /// Requests to the REST interface, those of git and GraphQL left out.
    var calls: [LoopbackRequest] {
        standIn.requests.filter { !$0.path.hasPrefix("/git/") && $0.path != "/graphql" }
    }

    /// Waits until a request has come in that is wanted.
    func seen(_ isWanted: (LoopbackRequest) -> Bool) async -> Bool {
        var count = 1
        while !Task.isCancelled {
            let requests = await standIn.requests(atLeast: count)
            if requests.contains(where: isWanted) { return true }
            count = requests.count + 1
        }
        return false
    }

    func edit(_ body: String) {
        guard var issue = standIn.issue(12, in: Self.name) else { return }
        issue.body = body
        standIn.put(issue, in: Self.name)
    }

    func commits() async throws -> [String] {
        try await scene.git("-C", repository, "log", "--format=%H", "main..\(Self.branch)", "--").lines
    }

    /// None where the branch is not there.
    func commitsOrNone() async throws -> [String] {
        let branches = try await scene.git("-C", repository, "branch", "--format=%(refname:short)").lines
        return branches.contains(Self.branch) ? try await commits() : []
    }

    /// Makes the server refuse every push to references that begin so with these words, until `acceptPushes`.
    func refusePushes(saying words: String, to prefix: String = "refs/") async throws {
        try await scene.folder.write(
            program: "#!/bin/sh\ncase \"$1\" in \(prefix)*) echo '\(words)' >&2; exit 1 ;; esac\n",
            to: "git/octo/assets.git/hooks/update")
    }

    /// Makes the server refuse every push that leaves behind what was there, as a ruleset does.
    func refuseNewBeginnings() async throws {
        try await scene.folder.write(
            program: "#!/bin/sh\n[ -n \"${2##0000*}\" ] || exit 0\ngit merge-base --is-ancestor \"$2\" \"$3\"\n",
            to: "git/octo/assets.git/hooks/update")
    }

    func acceptPushes() throws { try FileManager.default.removeItem(atPath: repository + "/hooks/update") }
}
