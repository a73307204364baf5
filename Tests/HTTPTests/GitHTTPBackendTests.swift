import Foundation
import HTTP
import TestSupport
import Testing

/// The tests' own git server, driven by git itself: what later tests of pushes rest on.
@Suite struct GitHTTPBackendTests {
    private static let environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@t",
        "GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@t",
    ]

    private func git(_ arguments: [String], in folder: String) async throws -> CommandResult {
        try await Command("git", arguments, environment: Self.environment, folder: folder).run()
    }

    @Test func takesAPushOnlyWithTheRightAuthorization() async throws {
        let folder = try TemporaryFolder()
        _ = try await git(["init", "-q", "--bare", "o/r.git"], in: folder.path)
        _ = try await git(["init", "-q", "-b", "main", "work"], in: folder.path)
        let work = folder.path("work")
        // Longer than git's buffer, so that it pushes in chunks.
        var bits = SystemRandomNumberGenerator()
        try folder.write(
            (0..<400_000).flatMap { _ in unsafe withUnsafeBytes(of: bits.next()) { unsafe Array($0) } },
            to: "work/noise")
        _ = try await git(["add", "noise"], in: work)
        _ = try await git(["commit", "-q", "-m", "first"], in: work)
        let server = try GitHTTPBackend(
            root: folder.path, authorization: GitHTTPBackend.basic("x-access-token", "hush")
        ).serve()

        let refused = try await git(["push", "\(server.url)/o/r.git", "main"], in: work)
        #expect(refused.status != 0)
        let url = server.url.replacing("http://", with: "http://x-access-token:hush@")
        let taken = try await git(["push", "\(url)/o/r.git", "main"], in: work)
        #expect(taken.status == 0, "\(taken.errorText)")
        let here = try await git(["rev-parse", "main"], in: work)
        let there = try await git(["rev-parse", "main"], in: folder.path("o/r.git"))
        #expect(here.lines.count == 1)
        #expect(here.text == there.text)
        let push = server.requests.last { $0.method == "POST" && $0.path == "/o/r.git/git-receive-pack" }
        #expect(push?.header("Transfer-Encoding") == "chunked")
    }

    @Test func saysThatARepositoryIsNotThere() async throws {
        let folder = try TemporaryFolder()
        let server = try GitHTTPBackend(root: folder.path).serve()
        let client = HTTPClient(userAgent: "tests")
        let url = server.url + "/o/none.git/info/refs?service=git-upload-pack"
        #expect(try await client.send(HTTPRequest("GET", url)).status == 404)
    }

    @Test func endsAProgramWithItsGroupWhenItsTestIsCancelled() async throws {
        let command = try Command("sh", ["-c", "sleep 77 & sleep 77"]).start()
        let waiting = Task { await command.result() }
        waiting.cancel()
        #expect(await waiting.value.status == 128 + SIGKILL)
    }

    @Test func givesBackWhatAProgramLeft() async throws {
        let result = try await Command("sh", ["-c", "cat; echo no >&2; exit 3"], input: .bytes(Array("in".utf8))).run()
        #expect(result.status == 3)
        #expect(result.text == "in")
        #expect(result.errorText == "no\n")
        await #expect(throws: CommandError.self) { try await Command("/no/such/program").run() }
    }
}
