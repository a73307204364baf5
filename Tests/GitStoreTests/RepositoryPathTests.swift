import GitStore
import TestSupport
import Testing

/// Paths and branches that hostile text could lead to are refused before anything is written.
@Suite struct RepositoryPathTests {
    @Test(arguments: [
        "", "/etc/passwd", "../up", "a/../../b", "a//b", "./a", ".git/config", "a/.GIT/hooks/x", ".g\u{200c}it/config",
        ".git./x", ".git /x", ".git::$INDEX_ALLOCATION/x", "GIT~1/config", "a\u{0}b", "a\nb", "a\\..\\b", "a\u{7f}",
        String(repeating: "x", count: 256), "trailing/",
    ])
    func refusesAPath(path: String) async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let files = [DeliveryFile(path: path, content: .bytes([1]))]
        let error = await #expect(throws: GitError.self) {
            try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        }
        guard case .badPath = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await test.git("count-objects", in: "target.git").hasPrefix("0 objects"))
    }

    @Test func takesPathsThatOnlyLookDangerous() async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let paths = ["..a/b", ".gitignore", ".github/x.yml", "a..b", "git~2", "-rf", "$(x)", "a b", "…"]
        let files = paths.map { DeliveryFile(path: $0, content: .bytes(Array($0.utf8))) }
        let receipt = try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        let found = try await test.paths(in: receipt.commit.description, of: "target.git")
        #expect(Set(found) == Set(paths))
        #expect(try await test.damage(in: "target.git") == "")
    }

    @Test func refusesAPathThatComesTwice() async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let files = [1, 2].map { DeliveryFile(path: "a", content: .bytes([$0])) }
        await #expect(throws: GitError.badPath("a", reason: "two files of the delivery have it")) {
            try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), files: files))
        }
    }

    @Test(arguments: [
        "", "-x", "a..b", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "a/.b", "a/", "/a", "a//b", "a.lock",
        "a@{1}", "@", "HEAD", "refs/heads/x", "a\u{1}", "a.", "a\u{200b}b",
    ])
    func refusesABranch(name: String) async throws {
        let test = try TestRepository()
        try await test.git("init", "-q", "--bare", "-b", "main", "target.git")
        let error = await #expect(throws: GitError.self) {
            try await Deliverer().deliver(test.request(to: test.folder.path("target.git"), branch: name))
        }
        guard case .badBranch = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
