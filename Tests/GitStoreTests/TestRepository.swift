import Core
import Foundation
import GitStore
import TestSupport
import Testing

/// A folder with real repositories in it, made and looked into with the real git.
final class TestRepository: Sendable {
    let folder: TemporaryFolder
    /// What the tests deliver from.
    let run: RunID

    init(run seed: UInt64 = 1) throws {
        folder = try TemporaryFolder()
        var bits = SplitMix64(seed: seed)
        run = RunID(at: Timestamp(milliseconds: 1_700_000_000_000), using: &bits)
    }

    /// Runs git in a folder of this one and gives what it said; a failure is the test's.
    @discardableResult func git(_ arguments: String..., in place: String = "") async throws -> String {
        let result = try await Command(
            "git", ["-c", "safe.directory=*", "-c", "protocol.file.allow=always"] + arguments,
            environment: Self.environment, folder: folder.path(place)
        ).run()
        try #require(result.status == 0, "git \(arguments): \(result.errorText)")
        return result.text.trimmingCharacters(in: .newlines)
    }

    /// A bare repository with one commit on `main`: `README.md` and `docs/guide.txt`.
    @discardableResult func makeRemote(_ name: String = "remote.git") async throws -> String {
        try await git("init", "-q", "--bare", "-b", "main", name)
        try await git("init", "-q", "-b", "main", "seed-\(name)")
        let seed = "seed-\(name)"
        try folder.write("hello\n", to: "\(seed)/README.md")
        try folder.write("guide\n", to: "\(seed)/docs/guide.txt")
        try await git("add", ".", in: seed)
        try await git("commit", "-q", "-m", "First", in: seed)
        try folder.write("hello again\n", to: "\(seed)/README.md")
        try await git("commit", "-q", "-a", "-m", "Second", in: seed)
        try await git("push", "-q", folder.path(name), "main", in: seed)
        return folder.path(name)
    }

    /// Another commit on a branch of a remote, made through its seed.
    func advance(_ remote: String = "remote.git", branch: String = "main", file: String) async throws {
        let seed = "seed-\(remote)"
        try await git("fetch", "-q", folder.path(remote), in: seed)
        let tip = try await git("ls-remote", folder.path(remote), "refs/heads/\(branch)").prefix(40)
        try await git("fetch", "-q", folder.path(remote), "refs/heads/\(branch)", in: seed)
        try await git("checkout", "-q", "--detach", String(tip), in: seed)
        try folder.write("\(file)\n", to: "\(seed)/\(file)")
        try await git("add", ".", in: seed)
        try await git("commit", "-q", "-m", "Add \(file)", in: seed)
        try await git("push", "-q", folder.path(remote), "HEAD:refs/heads/\(branch)", in: seed)
    }

    func request(
        to target: String, branch: String = "showrunner/issue-12", files: [DeliveryFile]? = nil, run: RunID? = nil,
        credential: GitCredential? = nil, largestPlainFile: Int? = nil, signer: SSHKey? = nil
    ) throws -> DeliveryRequest {
        let run = run ?? self.run
        return DeliveryRequest(
            target: target, branch: branch, files: try files ?? pictures(),
            message: DeliveryMessage(
                subject: "Add the pictures", body: "Two of them.", run: run, issue: "octo/repo#12"),
            author: GitIdentity(name: "Showrunner", email: "bot@example.org"),
            committer: GitIdentity(name: "Showrunner", email: "bot@example.org"),
            time: Timestamp(milliseconds: 1_763_716_800_000), run: run, credential: credential,
            cacheFolder: folder.path("cache"), largestPlainFile: largestPlainFile, signer: signer)
    }

    /// A picture of noise in a file, longer than one deflate block, and a sidecar in memory.
    func pictures() throws -> [DeliveryFile] {
        var bits = SplitMix64(seed: 7)
        let noise = (0..<150_000).map { _ in UInt8.random(in: 0...255, using: &bits) }
        let path = try folder.write(noise, to: "made/one.png")
        return [
            DeliveryFile(path: "assets/issue-12/one.png", content: .file(path: path)),
            DeliveryFile(
                path: "assets/issue-12/one.json",
                content: .bytes(Array(String(repeating: "{\"seed\": 1}\n", count: 500).utf8))),
        ]
    }

    /// What `git fsck` finds wrong; empty is good.
    func damage(in place: String) async throws -> String {
        let result = try await Command(
            "git", ["-c", "safe.directory=*", "fsck", "--strict", "--no-dangling", "--no-progress"],
            environment: Self.environment, folder: folder.path(place)
        ).run()
        return result.status == 0 ? "" : "\(result.status) \(result.text) \(result.errorText)"
    }

    /// The paths in a commit, by the real git.
    func paths(in commit: String, of place: String) async throws -> [String] {
        try await git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit, in: place)
            .split(separator: "\n").map(String.init)
    }

    static let delivered = ["README.md", "assets/issue-12/one.json", "assets/issue-12/one.png", "docs/guide.txt"]

    private static let environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Seed", "GIT_AUTHOR_EMAIL": "seed@example.org",
        "GIT_COMMITTER_NAME": "Seed", "GIT_COMMITTER_EMAIL": "seed@example.org",
    ]
}
