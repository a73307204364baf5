import Core
import Engine
import Foundation
import GitHub
import HTTP
import Service
import Store
import Synchronization
import TestSupport

/// A GitHub on loopback with issue 12, a history in a folder of its own, and the bot's attention between them.
final class Desk: Sendable {
    static let name = "acme/posters"
    static let issue = IssueIdentity.github(repository: name, number: 12)
    static let maintainer = StandInAccount("maintainer")
    static let stranger = StandInAccount("stranger")

    let time = ManualTime()
    let standIn: GitHubStandIn
    let folder: TemporaryFolder
    let store: SQLiteStore
    let http = HTTPClient(userAgent: "showrunner/tests")
    private let accessRules: AccessRules

    init(
        author: StandInAccount = StandInAccount("asker"), labelledBy labeller: StandInAccount? = maintainer,
        isOpen: Bool = true, roles: [String: String] = ["maintainer": "write"], rules: AccessRules = AccessRules(),
        isPrivate: Bool = false
    ) throws {
        let time = time
        accessRules = rules
        standIn = try GitHubStandIn(
            time: { time.now() },
            StandInRepository(
                Self.name, isPrivate: isPrivate,
                issues: [
                    StandInIssue(
                        12, title: "Posters", body: "A lighthouse", labels: labeller == nil ? [] : ["generate"],
                        author: author, isOpen: isOpen, labelledBy: labeller ?? Self.maintainer)
                ], roles: roles))
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path("state"))
    }

    /// A process of the bot that remembers nothing of its own.
    func attention(state: String = "state", store other: SQLiteStore? = nil) -> Attention {
        Attention(
            tracker: GitHubTracker(apiURL: standIn.url, token: GitHubStandIn.token, http: http, time: time),
            store: other ?? store, stateFolder: folder.path(state), rules: accessRules, time: time
        ) { _ in "three tasks" }
    }

    @discardableResult
    func attend() async throws -> Attention.Outcome { try await attention().attend(to: Self.issue) }

    @discardableResult
    func say(_ text: String, by author: StandInAccount = maintainer) -> Int {
        standIn.addComment(text, by: author, to: 12, in: Self.name)
    }

    var comments: [StandInComment] { standIn.comments(on: 12, in: Self.name) }
    var own: [String] { comments.filter { $0.author.login == "showrunner-bot" }.map(\.body) }

    func reactions(to comment: Int) -> [String] {
        comments.first { $0.id == comment }?.reactions.map(\.content) ?? []
    }

    var writes: Int { standIn.requests.count { $0.method != "GET" } }

    /// Has a run wait at the gate before its plan; returns its name.
    @discardableResult
    func waitingRun(_ start: RunStart? = nil) async throws -> RunID {
        var gates = GatePolicy()
        gates.checkpoints = [GatePolicy.plan]
        return try await begin(start, agents: [], gates)
    }

    /// Has a run wait for a person at the gate of a task that has failed.
    func failedRun() async throws -> RunID {
        var gates = GatePolicy()
        gates.checkpoints = []
        return try await begin(nil, agents: [LostAgent()], gates)
    }

    private func begin(_ start: RunStart?, agents: [any Agent], _ policy: GatePolicy) async throws -> RunID {
        var bits = SplitMix64(seed: 1)
        let run = start?.run ?? RunID(at: time.now(), using: &bits)
        let charter = RunCharter(
            issue: Self.issue, issueTitle: "Posters", issueURL: nil, author: start?.issue.author ?? "maintainer",
            brief: Brief(prompt: "A lighthouse", seed: Seed(hashing: "x"), outputPath: "assets/issue-12/"),
            workflow: "image", requestDigest: "d", estimate: .nothing, budget: nil, createdAt: time.now(),
            delivery: .null)
        var gates = policy
        gates.reminders = nil
        _ = try await RunConductor(log: store, agents: agents, time: time, gates: gates)
            .begin(run, charter: charter, plan: [PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01"))])
        return run
    }

    func letters(_ run: RunID) async throws -> [Letter] { try await store.inbox(of: run).map { try Letter($0) } }
}
