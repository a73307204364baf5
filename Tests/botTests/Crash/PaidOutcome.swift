import Core
import TestSupport

/// What a run that buys has come to, without its name and its times: an undisturbed one and a killed one must agree in it.
struct PaidOutcome {
    let status: String?
    /// Every attempt of every picture: its hash, seed and score, and whether it is the one delivered.
    let attempts: [String]
    let tasks: [String]
    /// Every picture of the branch with its object.
    let pictures: [String]
    /// The sidecars and the manifest, without the lines that name the run and its time.
    let records: [String]
    let commits: Int
    let comments: Int
    /// The comment without what names the run, its commit and its times, and without its cost; empty where money is unknown, of
    /// which it tells.
    let comment: [String]
    let spent: Double?
    let runs: Int

    /// Reads the newest run of a scene, and with it what the servers have of it.
    init(of paid: PaidScene) async throws {
        let scene = paid.hub.scene
        let run = try await scene.shown()
        status = run["status"]?.string
        attempts = (run["assets"]?.array ?? []).map { asset in
            ["sha256", "selected", "seed", "attempt", "score", "model", "path"].map { asset[$0]?.text ?? "-" }
                .joined(separator: " ")
        }
        tasks = (run["tasks"]?.array ?? []).map { "\($0["id"]?.text ?? "") \($0["status"]?.text ?? "")" }.sorted()
        spent = run["cost"]?["spentUSD"]?.number
        let name = run["id"]?.string ?? "no run"
        let commit = run["delivery"]?["commit"]?.string ?? "no commit"
        let repository = paid.hub.repository
        pictures = try await scene.tree(of: GitHubScene.branch, in: repository)
        records = try await Self.records(in: scene, repository)
        let trailers = try await scene.git(
            "-C", repository, "log", "--format=%(trailers:key=Showrunner-Run,valueonly)", GitHubScene.branch, "--")
        commits = trailers.lines.count { $0 == name }
        comments = paid.hub.comments.count
        let body = paid.hub.comments.first?.body ?? ""
        let isKnown = run["cost"]?["unknownUSD"]?.number == 0
        let plain = body.replacing(paid.hub.standIn.url, with: "SERVER")
        comment = isKnown ? Self.lines(of: plain, run: name, commit: commit) : []
        runs = try await scene.bot("history", "--json").lines.count
    }

    private static func lines(of body: String, run: String, commit: String) -> [String] {
        let short = String(commit.prefix(10))
        let text = body.replacing(run, with: "RUN").replacing(commit, with: "COMMIT").replacing(short, with: "COMMIT")
        return text.split(separator: "\n").map(String.init).filter { !$0.contains("USD") && !$0.contains(", took ") }
    }

    private static func records(in scene: Scene, _ repository: String) async throws -> [String] {
        let files = try await scene.git(
            "-C", repository, "ls-tree", "-r", "--name-only", GitHubScene.branch
        ).lines.filter { $0.hasSuffix(".json") }
        let words = ["-C", repository, "show"] + files.map { "\(GitHubScene.branch):\($0)" }
        return files
            + (try await scene.gitLines(words)).filter { !$0.contains("\"run\":") && !$0.contains("\"createdAt\":") }
    }

    /// One line for each thing that is otherwise than in an undisturbed run.
    func differences(from calm: PaidOutcome) -> [String] {
        func difference<Value: Equatable>(_ name: String, _ part: KeyPath<PaidOutcome, Value>) -> String? {
            let (wanted, found) = (calm[keyPath: part], self[keyPath: part])
            guard wanted != found else { return nil }
            guard let lines = found as? [String], let others = wanted as? [String] else {
                return "\(name): expected \(wanted), found \(found)"
            }
            let (missing, extra) = (others.filter { !lines.contains($0) }, lines.filter { !others.contains($0) })
            return "\(name): \(missing) are missing, \(extra) are new"
        }
        var lines = [
            difference("status", \.status), difference("attempts", \.attempts), difference("tasks", \.tasks),
            difference("pictures", \.pictures), difference("records", \.records), difference("commits", \.commits),
            difference("comments", \.comments), difference("spent", \.spent), difference("runs", \.runs),
        ]
        if !comment.isEmpty { lines.append(difference("comment", \.comment)) }
        return lines.compactMap(\.self)
    }
}
