import Core
import Foundation
import TestSupport

/// A folder of its own with issues, repositories and a state, in which the bot is run as a person would.
final class Scene: Sendable {
    let folder: TemporaryFolder
    /// Variables that every command is given besides the bare ones.
    let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        self.environment = environment
    }

    func path(_ name: String) -> String { folder.path(name) }

    // MARK: Issues

    /// Writes a Markdown issue whose block asks for small pictures unless the fields say otherwise; returns its name.
    @discardableResult
    func issue(
        _ name: String = "boats.md", title: String = "Boats", prompt: String = "A red boat on a calm blue sea",
        asking fields: [String: String] = [:]
    ) throws -> String {
        let all = ["prompt": prompt, "size": "96x96"].merging(fields) { _, given in given }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
        try folder.write(
            "---\ntitle: \(title)\nauthor: ada\n---\n\nPlease.\n\n```yaml\n\(lines)\n```\n", to: name)
        return name
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// How many comments a Markdown issue's thread holds; none where there is no thread.
    func comments(_ thread: String = "boats.thread.md") -> Int {
        let text = (try? text(thread)) ?? ""
        return text.components(separatedBy: "<!-- showrunner:comment end -->").count - 1
    }

    // MARK: The bot

    func command(_ words: [String], _ environment: [String: String] = [:]) -> Command {
        var variables = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
            "BOT_STATE_DIR": path("state"), "GIT_CONFIG_NOSYSTEM": "1",
            // The pace of writes has tests of its own.
            "BOT_WRITE_PACE": "off",
        ]
        variables["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
        variables.merge(self.environment) { _, given in given }
        variables.merge(environment) { _, given in given }
        return Command(BotProgram.path, words, environment: variables, folder: folder.path)
    }

    func bot(_ words: String..., environment: [String: String] = [:]) async throws -> CommandResult {
        try await command(words, environment).run()
    }

    func start(_ words: String..., environment: [String: String] = [:]) throws -> RunningCommand {
        try command(words, environment).start()
    }

    /// What `bot show RUN --json` answers.
    func shown(_ run: String = "last") async throws -> JSONValue {
        try await bot("show", run, "--json").json
    }

    /// The events of a run as `bot events --json` lists them.
    func events(of run: String = "last") async throws -> [JSONValue] {
        try await bot("events", run, "--json").jsonLines
    }

    /// The hashes of every picture that was drawn in a run, in the order of the events.
    func drawn(in run: String = "last") async throws -> [String] {
        try await events(of: run).filter { $0["type"] == "asset.produced" }
            .compactMap { $0["payload"]?["sha256"]?.string }
    }

    // MARK: Git

    @discardableResult
    func git(_ words: String...) async throws -> CommandResult { try await git(words) }

    func gitLines(_ words: [String]) async throws -> [String] { try await git(words).lines }

    private func git(_ words: [String]) async throws -> CommandResult {
        let variables = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org",
            "GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org",
        ]
        let result = try await Command("git", words, environment: variables, folder: folder.path).run()
        guard result.status == 0 else { throw SceneError.git(words.joined(separator: " "), result.errorText) }
        return result
    }

    /// Makes a bare repository without a commit and returns its path.
    @discardableResult
    func bareRepository(_ name: String = "repo.git") async throws -> String {
        try await git("init", "-q", "--bare", "-b", "main", name)
        return path(name)
    }

    /// The commits of a branch, the newest first, without those of the branch it began from.
    func commits(on branch: String = "showrunner/boats", of repository: String = "repo.git") async throws -> [String] {
        try await git("-C", repository, "log", "--format=%H", branch, "--").lines
    }

    /// Every file of a branch's tip with its object, those that name a run and a time left out.
    func tree(of branch: String = "showrunner/boats", in repository: String = "repo.git") async throws -> [String] {
        try await git("-C", repository, "ls-tree", "-r", branch).lines.filter { !$0.hasSuffix(".json") }
    }

    /// The text of a file on a branch.
    func file(
        _ name: String, on branch: String = "showrunner/boats", in repository: String = "repo.git"
    ) async throws -> String {
        try await git("-C", repository, "show", "\(branch):\(name)").text
    }
}
