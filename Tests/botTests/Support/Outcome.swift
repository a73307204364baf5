import Core
import TestSupport

/// What a run has come to, without its name and its times: two runs of one request must agree in it.
struct Outcome: Equatable {
    /// Every attempt of every picture: its hash, whether it is the one delivered, and its score.
    let attempts: [String]
    /// Every file of the delivery with its object.
    let pictures: [String]
    /// The sidecars and the manifest, without the lines that name the run and its time.
    let records: [String]
    let tasks: [String]
    let status: String?
    let commits: Int
    let comments: Int

    init(of scene: Scene) async throws {
        let run = try await scene.shown()
        attempts = (run["assets"]?.array ?? []).map { asset in
            ["sha256", "selected", "seed", "attempt", "score"].map { asset[$0]?.text ?? "-" }.joined(separator: " ")
        }
        tasks = (run["tasks"]?.array ?? []).map { "\($0["id"]?.text ?? "") \($0["status"]?.text ?? "")" }.sorted()
        status = run["status"]?.string
        pictures = try await scene.tree()
        var records: [String] = []
        let files = try await scene.git("-C", "repo.git", "ls-tree", "-r", "--name-only", "showrunner/boats").lines
        for file in files where file.hasSuffix(".json") {
            records.append(file)
            records += try await scene.file(file).split(separator: "\n").map(String.init)
                .filter { !$0.contains("\"run\":") && !$0.contains("\"createdAt\":") }
        }
        self.records = records
        let name = run["id"]?.string ?? "no run"
        let trailers = try await scene.git(
            "-C", "repo.git", "log", "--format=%(trailers:key=Showrunner-Run,valueonly)", "showrunner/boats", "--")
        commits = trailers.lines.count { $0 == name }
        comments = scene.comments()
    }
}
