import Foundation
import GitStore
import TestSupport
import Testing

@Suite struct LocalDeliveryTests {
    let test: TestRepository
    let deliverer = Deliverer()

    init() throws { test = try TestRepository() }

    @Test func addsTheFilesToABareRepositoryAndKeepsTheRest() async throws {
        let target = try await test.makeRemote()
        let receipt = try await deliverer.deliver(test.request(to: target))
        #expect(receipt.pushedTo == nil)
        #expect(!receipt.alreadyThere)
        let tip = try await test.git("rev-parse", "refs/heads/showrunner/issue-12", in: "remote.git")
        #expect(tip == receipt.commit.description)
        #expect(try await test.paths(in: tip, of: "remote.git") == TestRepository.delivered)
        let content = try await test.git("cat-file", "blob", "\(tip):assets/issue-12/one.json", in: "remote.git")
        #expect(content.hasPrefix("{\"seed\": 1}\n"))
        let picture = try await test.git("rev-parse", "\(tip):assets/issue-12/one.png", in: "remote.git")
        let expected = try await test.git("hash-object", test.folder.path("made/one.png"))
        #expect(picture == expected)
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func carriesTheTrailersWhereGitFindsThem() async throws {
        let target = try await test.makeRemote()
        let receipt = try await deliverer.deliver(test.request(to: target))
        let trailers = try await test.git(
            "log", "-1", "--format=%(trailers:unfold)%an|%ae|%at", receipt.commit.description, in: "remote.git")
        #expect(trailers.contains("Showrunner-Run: \(test.run)"))
        #expect(trailers.contains("Showrunner-Issue: octo/repo#12"))
        #expect(trailers.contains("Showrunner|bot@example.org|1763716800"))
    }

    @Test func makesNoSecondCommitForTheSameRun() async throws {
        let target = try await test.makeRemote()
        let first = try await deliverer.deliver(test.request(to: target))
        try await test.advance(branch: "showrunner/issue-12", file: "later.txt")
        let second = try await deliverer.deliver(test.request(to: target))
        #expect(second.alreadyThere)
        #expect(second.commit == first.commit)
        #expect(try await test.git("rev-list", "--count", "showrunner/issue-12", in: "remote.git") == "4")
    }

    @Test func makesTheSameCommitAgainToTheLastBit() async throws {
        let target = try await test.makeRemote()
        let first = try await deliverer.deliver(test.request(to: target))
        try await test.git("update-ref", "-d", "refs/heads/showrunner/issue-12", in: "remote.git")
        let second = try await deliverer.deliver(test.request(to: target))
        #expect(second.commit == first.commit)
        #expect(!second.alreadyThere)
    }

    @Test func goesOnFromTheBranchForAnotherRun() async throws {
        let target = try await test.makeRemote()
        let first = try await deliverer.deliver(test.request(to: target))
        let other = try TestRepository(run: 2)
        let more = [DeliveryFile(path: "assets/issue-12/two.txt", content: .bytes([65]))]
        let second = try await deliverer.deliver(test.request(to: target, files: more, run: other.run))
        let parent = try await test.git("rev-parse", "\(second.commit)^", in: "remote.git")
        #expect(parent == first.commit.description)
        #expect(try await test.paths(in: second.commit.description, of: "remote.git").count == 5)
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func leavesWorkTreeAndIndexOfACloneAlone() async throws {
        try await test.git("init", "-q", "-b", "main", "work")
        try test.folder.write("mine\n", to: "work/mine.txt")
        try await test.git("add", ".", in: "work")
        try await test.git("commit", "-q", "-m", "Mine", in: "work")
        try test.folder.write("changed\n", to: "work/mine.txt")
        let before = try Data(contentsOf: URL(fileURLWithPath: test.folder.path("work/.git/index")))
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("work")))
        #expect(try Data(contentsOf: URL(fileURLWithPath: test.folder.path("work/.git/index"))) == before)
        #expect(
            try await test.git("status", "--porcelain", in: "work") == " M mine.txt".trimmingCharacters(in: .newlines))
        #expect(try await test.paths(in: receipt.commit.description, of: "work").contains("mine.txt"))
        #expect(try await test.damage(in: "work") == "")
    }

    @Test func refusesABranchThatIsCheckedOut() async throws {
        try await test.git("init", "-q", "-b", "showrunner/issue-12", "work")
        await #expect(throws: GitError.checkedOut(branch: "showrunner/issue-12", path: test.folder.path("work"))) {
            try await deliverer.deliver(test.request(to: test.folder.path("work")))
        }
    }

    @Test func beginsAnEmptyRepository() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "empty.git")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("empty.git")))
        #expect(try await test.git("rev-list", "--count", receipt.commit.description, in: "empty.git") == "1")
        #expect(try await test.damage(in: "empty.git") == "")
    }

    @Test func deliversNamesThatAreLongAndNotASCII() async throws {
        let target = try await test.makeRemote()
        let long =
            "docs/" + Array(repeating: String(repeating: "ü", count: 100), count: 10).joined(separator: "/")
            + "/ファイル 1.txt"
        let files = [DeliveryFile(path: long, content: .bytes([])), DeliveryFile(path: "docs-x", content: .bytes([1]))]
        let receipt = try await deliverer.deliver(test.request(to: target, files: files))
        #expect(try await test.paths(in: receipt.commit.description, of: "remote.git").contains(long))
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func replacesAFileAndRefusesToReplaceAFolder() async throws {
        let target = try await test.makeRemote()
        let replaced = [DeliveryFile(path: "README.md", content: .bytes(Array("new".utf8)))]
        let receipt = try await deliverer.deliver(test.request(to: target, files: replaced))
        #expect(try await test.git("cat-file", "blob", "\(receipt.commit):README.md", in: "remote.git") == "new")
        let other = try TestRepository(run: 2)
        await #expect(throws: GitError.pathTaken("docs", by: "a folder")) {
            try await deliverer.deliver(
                test.request(to: target, files: [DeliveryFile(path: "docs", content: .bytes([1]))], run: other.run))
        }
        await #expect(throws: GitError.pathTaken("README.md", by: "a file")) {
            try await deliverer.deliver(
                test.request(
                    to: target, files: [DeliveryFile(path: "README.md/x", content: .bytes([1]))], run: other.run))
        }
    }

    @Test func refusesWhatIsNoRepository() async throws {
        let path = try test.folder.makeFolder("plain")
        await #expect(throws: GitError.notARepository(path: path, reason: "there is none in it")) {
            try await deliverer.deliver(test.request(to: path))
        }
        let missing = test.folder.path("missing")
        await #expect(throws: GitError.notARepository(path: missing, reason: "No such file or directory")) {
            try await deliverer.deliver(test.request(to: missing))
        }
    }

    @Test func refusesARepositoryThatUsesSHA256() async throws {
        try await test.git("init", "-q", "--bare", "--object-format=sha256", "new.git")
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: test.folder.path("new.git")))
        }
        #expect(error?.description.contains("SHA-256") == true)
    }

    @Test func refusesAMissingFileBeforeAnythingIsWritten() async throws {
        let target = try await test.makeRemote()
        let files = [DeliveryFile(path: "a.png", content: .file(path: test.folder.path("gone.png")))]
        let reason = "No such file or directory"
        await #expect(throws: GitError.unreadableFile(path: test.folder.path("gone.png"), reason: reason)) {
            try await deliverer.deliver(test.request(to: target, files: files))
        }
        #expect(try await test.git("branch", "--list", "showrunner/*", in: "remote.git") == "")
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
    func deliversIntoACloneThatAnotherUserOwns() async throws {
        let target = try await test.makeRemote()
        _ = try await Command("chown", ["-R", "12345:12345", target]).run()
        let receipt = try await deliverer.deliver(test.request(to: target))
        #expect(try await test.git("rev-parse", "showrunner/issue-12", in: "remote.git") == receipt.commit.description)
    }
}
