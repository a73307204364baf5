import Foundation
import GitStore
import TestSupport
import Testing

/// Deliveries from a clone to a remote on this machine, through the real `git receive-pack` and its hooks.
@Suite struct PushTests {
    let test: TestRepository
    let deliverer = Deliverer()

    init() throws { test = try TestRepository() }

    @Test func pushesFromACloneAndKeepsTheBranchThere() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(receipt.pushedTo == remote)
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
        #expect(try await tip(of: "clone") == receipt.commit.description)
        #expect(try await test.paths(in: "showrunner/issue-12", of: "remote.git") == TestRepository.delivered)
        #expect(try await test.git("status", "--porcelain", in: "clone") == "")
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test(arguments: ["1", "2"]) func pushesFromAShallowClone(depth: String) async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", "--depth", depth, "file://\(remote)", "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(receipt.pushedTo == remote)
        #expect(try await test.git("rev-list", "--count", "showrunner/issue-12", in: "remote.git") == "3")
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func takesUpARemoteThatIsAheadOfAShallowClone() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "clone")
        try await test.advance(file: "ahead.txt")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        let paths = try await test.paths(in: receipt.commit.description, of: "remote.git")
        #expect(paths == (TestRepository.delivered + ["ahead.txt"]).sorted())
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func doesNotMakeAWholeCloneShallow() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await test.advance(file: "ahead.txt")
        try await test.advance(file: "further.txt")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await test.git("rev-parse", "--is-shallow-repository", in: "clone") == "false")
        #expect(try await test.git("rev-list", "--count", receipt.commit.description, in: "clone") == "5")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func findsTheRunOnTheRemoteFromAFreshClone() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        let first = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        try await test.advance(branch: "showrunner/issue-12", file: "later.txt")
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "fresh")
        let second = try await deliverer.deliver(test.request(to: test.folder.path("fresh")))
        #expect(second.commit == first.commit)
        #expect(second.alreadyThere)
        #expect(try await test.git("rev-list", "--count", "showrunner/issue-12", in: "remote.git") == "4")
    }

    /// As runs of one service do; the cache of the address is there for none of them.
    @Test func manyAtOnceMakeOneCacheOfAnAddress() async throws {
        let remote = try await test.makeRemote()
        let target = try await withThrowingTaskGroup(of: DeliveryReceipt.self) { group in
            for number in 10..<18 {
                let other = try TestRepository(run: UInt64(number))
                let request = try test.request(
                    to: "file://\(remote)", branch: "showrunner/issue-\(number)",
                    files: [DeliveryFile(path: "assets/\(number).txt", content: .bytes([UInt8(number)]))],
                    run: other.run)
                group.addTask { try await Deliverer().deliver(request) }
            }
            var count = 0
            for try await _ in group { count += 1 }
            return count
        }
        #expect(target == 8)
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder.path("cache")).count == 1)
    }

    @Test func takesInWhatOthersDeliverAtTheSameTime() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        let commits = try await withThrowingTaskGroup(of: DeliveryReceipt.self) { group in
            for number in 2...5 {
                let other = try TestRepository(run: UInt64(number))
                let files = [DeliveryFile(path: "assets/\(number).txt", content: .bytes([UInt8(number)]))]
                let target = number % 2 == 0 ? test.folder.path("clone") : "file://\(remote)"
                let request = try test.request(to: target, files: files, run: other.run)
                group.addTask { try await Deliverer().deliver(request) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1.commit.description) }
        }
        #expect(commits.count == 4)
        let history = try await test.git("rev-list", "showrunner/issue-12", in: "remote.git")
        #expect(commits.isSubset(of: Set(history.split(separator: "\n").map(String.init))))
        #expect(try await test.paths(in: "showrunner/issue-12", of: "remote.git").count == 6)
        #expect(try await test.damage(in: "remote.git") == "")
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func waitsForTheHooksThatRunAfterThePush() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await hook("post-receive", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; cat > told")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        let told = try String(contentsOfFile: test.folder.path("remote.git/told"), encoding: .utf8)
        #expect(told.contains(receipt.commit.description))
    }

    @Test func saysThatAPushIsTooLarge() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await test.git("config", "receive.maxInputSize", "20000", in: "remote.git")
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        }
        guard case .pushTooLarge = error else {
            Testing.Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await tip(of: "clone").count == 40)
    }

    @Test func goesWhereTheConfigurationLeadsAnAddress() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await test.git("remote", "set-url", "origin", "short:remote.git", in: "clone")
        try await test.git("config", "url.file://\(test.folder.path)/.insteadOf", "short:", in: "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(receipt.pushedTo == remote)
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
    func leavesItToGitWhetherARemoteOfAnotherUserMayRunItsHooks() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        _ = try await Command("chown", ["-R", "12345:12345", remote]).run()
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        }
        #expect(error?.description.contains("dubious ownership") == true)
    }

    @Test func stopsWhenItIsCancelled() async throws {
        let remote = try await test.makeRemote()
        let request = try test.request(to: remote)
        let deliverer = deliverer
        let gate = Latch()
        let task = Task {
            await gate.pass()
            return try await deliverer.deliver(request)
        }
        task.cancel()
        gate.open()
        await #expect(throws: GitError.cancelled) { try await task.value }
        #expect(try await test.git("for-each-ref", "refs/heads/showrunner", in: "remote.git") == "")
    }

    @Test func getsPastALockThatAKilledProcessLeft() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "clone")
        try await test.advance(file: "ahead.txt")
        try test.folder.write("", to: "clone/.git/refs/heads/showrunner/issue-12.lock")
        try test.folder.write("", to: "clone/.git/shallow.lock")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await tip(of: "clone") == receipt.commit.description)
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func pushesThroughSSH() async throws {
        try await test.makeRemote("it's remote.git")
        // Stands in for ssh and the machine beyond it: notes what it was given, and runs the command as a login shell would.
        let shell = try test.folder.write(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >> \"\(test.folder.path("said"))\"\nfor last; do :; done\nexec /bin/sh -c \"$last\"\n",
            to: "ssh")
        let deliverer = Deliverer(programs: Programs(ssh: ["/bin/sh", shell]))
        let path = test.folder.path("it's remote.git")
        let receipt = try await deliverer.deliver(test.request(to: "git@host.example:\(path)"))
        #expect(receipt.pushedTo == "ssh://host.example\(path)")
        #expect(try await tip(of: "it's remote.git") == receipt.commit.description)
        let said = try String(contentsOfFile: test.folder.path("said"), encoding: .utf8)
        #expect(said.hasPrefix("git@host.example\ngit-upload-pack '"))
    }

    @Test func looksForTheRunWithoutFetchingTheHistoryIntoAShallowClone() async throws {
        let remote = try await test.makeRemote()
        let first = try await deliverer.deliver(test.request(to: remote))
        for number in 1...3 { try await test.advance(branch: "showrunner/issue-12", file: "later-\(number).txt") }
        try await test.advance(file: "ahead.txt")
        try await test.git("clone", "-q", "--depth", "1", "file://\(remote)", "clone")
        let again = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(again.alreadyThere)
        #expect(again.commit == first.commit)
        let present = try await test.git("cat-file", "--batch-check", "--batch-all-objects", in: "clone")
        #expect(!present.contains(first.commit.description))
        #expect(try await test.damage(in: "clone") == "")
    }

    @Test func pushesFromALinkedWorkTree() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await test.git("worktree", "add", "-q", "-b", "side", test.folder.path("linked"), in: "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("linked")))
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
        #expect(try await tip(of: "clone") == receipt.commit.description)
        #expect(try await test.git("status", "--porcelain", in: "linked") == "")
    }

    @Test func pushesWithoutTheProgramGit() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        let deliverer = Deliverer(programs: Programs(git: "git-that-is-not-installed"))
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
        #expect(try await test.damage(in: "remote.git") == "")
        let again = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(again.alreadyThere)
    }

    @Test func skipsNoHookWhereGitIsNotInstalled() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await hook("pre-receive", "exit 0")
        let error = await #expect(throws: GitError.self) {
            try await Deliverer(programs: Programs(git: "git-that-is-not-installed")).deliver(
                test.request(to: test.folder.path("clone")))
        }
        #expect(error?.description.contains("pre-receive") == true)
        #expect(try await test.git("for-each-ref", "refs/heads/showrunner", in: "remote.git") == "")
    }

    @Test func pushesWhatAnEarlierTryLeftUnpushed() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        let first = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        try await test.git("update-ref", "-d", "refs/heads/showrunner/issue-12", in: "remote.git")
        try await test.git("gc", "-q", "--prune=now", in: "remote.git")
        try await test.advance(file: "ahead.txt")
        let second = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(second.commit == first.commit)
        #expect(!second.alreadyThere)
        #expect(try await tip(of: "remote.git") == first.commit.description)
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func takesUpABranchThatMovesBetweenReadingAndPushing() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        // Somebody pushes to the branch just before ours is written, once.
        try await hook(
            "update",
            """
            test -e moved && exit 0
            touch moved
            unset GIT_QUARANTINE_PATH
            git update-ref refs/heads/showrunner/issue-12 refs/heads/main
            """)
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
        #expect(try await tip(of: "clone") == receipt.commit.description)
        #expect(FileManager.default.fileExists(atPath: test.folder.path("remote.git/moved")))
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func givesUpOnABranchThatKeepsMoving() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await hook(
            "update",
            """
            unset GIT_QUARANTINE_PATH
            export GIT_AUTHOR_NAME=T GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=T GIT_COMMITTER_EMAIL=t@example.org
            next=$(git commit-tree -m again -p "$(git rev-parse -q --verify $1 || echo main)" main^{tree})
            echo "$next" >> moves
            git update-ref $1 $next
            """)
        await #expect(throws: GitError.moved(branch: "showrunner/issue-12", tries: 5)) {
            try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        }
        let moves = try String(contentsOfFile: test.folder.path("remote.git/moves"), encoding: .utf8)
        #expect(moves.split(separator: "\n").count == 5)
    }

    @Test(arguments: ["update", "pre-receive"])
    func tellsWhatAHookSaysAndKeepsTheCommit(name: String) async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await hook(name, "echo \"GH006: Protected branch \u{1b}[31mupdate\" >&2; exit 1")
        let error = await #expect(throws: GitError.self) {
            try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        }
        let text = try #require(error?.description)
        #expect(text.contains("GH006: Protected branch"))
        #expect(text.contains("hook declined"))
        #expect(!text.contains("\u{1b}"))
        let kept = try await tip(of: "clone")
        try FileManager.default.removeItem(atPath: test.folder.path("remote.git/hooks/\(name)"))
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(receipt.commit.description == kept)
        #expect(try await tip(of: "remote.git") == kept)
    }

    @Test func keepsAPersonsOwnCommitsOnALocalBranch() async throws {
        let remote = try await test.makeRemote()
        try await test.git("clone", "-q", remote, "clone")
        try await test.git("checkout", "-q", "-b", "showrunner/issue-12", in: "clone")
        try await test.git("commit", "-q", "--allow-empty", "-m", "Mine", in: "clone")
        let mine = try await test.git("rev-parse", "HEAD", in: "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await tip(of: "clone") == mine)
        #expect(try await tip(of: "remote.git") == receipt.commit.description)
        let aside = try await test.git("rev-parse", "refs/showrunner/showrunner/issue-12", in: "clone")
        #expect(aside == receipt.commit.description)
    }

    @Test func beginsAnEmptyRemote() async throws {
        try await test.git("init", "-q", "--bare", "-b", "main", "empty.git")
        try await test.git("clone", "-q", test.folder.path("empty.git"), "clone")
        let receipt = try await deliverer.deliver(test.request(to: test.folder.path("clone")))
        #expect(try await tip(of: "empty.git") == receipt.commit.description)
        #expect(try await test.damage(in: "empty.git") == "")
    }

    @Test func deliversToAnAddressThroughASmallCache() async throws {
        let remote = try await test.makeRemote()
        try await test.git("config", "uploadpack.allowFilter", "true", in: "remote.git")
        let receipt = try await deliverer.deliver(test.request(to: "file://\(remote)"))
        #expect(receipt.pushedTo == remote)
        #expect(try await test.paths(in: receipt.commit.description, of: "remote.git") == TestRepository.delivered)
        #expect(try await test.damage(in: "remote.git") == "")
        let caches = try FileManager.default.contentsOfDirectory(atPath: test.folder.path("cache"))
        let cache = "cache/" + (try #require(caches.first))
        #expect(caches.count == 1)
        #expect(try await test.damage(in: cache) == "")
        // The contents of the remote's own files never came, and only one commit of its history did.
        let missing = try await test.git("rev-list", "--objects", "--missing=print", "--all", in: cache)
        #expect(missing.split(separator: "\n").count { $0.hasPrefix("?") } == 2)
        #expect(try await test.git("rev-list", "--count", "--all", in: cache) == "2")
    }

    @Test func usesACacheAgain() async throws {
        let remote = try await test.makeRemote()
        let first = try await deliverer.deliver(test.request(to: "file://\(remote)"))
        try await test.advance(branch: "showrunner/issue-12", file: "later.txt")
        let again = try await deliverer.deliver(test.request(to: "file://\(remote)"))
        #expect(again.commit == first.commit)
        #expect(again.alreadyThere)
        let other = try TestRepository(run: 2)
        let more = [DeliveryFile(path: "assets/issue-12/two.txt", content: .bytes([65]))]
        let second = try await deliverer.deliver(test.request(to: "file://\(remote)", files: more, run: other.run))
        #expect(try await test.paths(in: second.commit.description, of: "remote.git").count == 6)
        #expect(try await test.git("rev-list", "--count", "showrunner/issue-12", in: "remote.git") == "5")
        #expect(try await test.damage(in: "remote.git") == "")
    }

    @Test func saysThatARemoteIsNotThere() async throws {
        let missing = test.folder.path("missing.git")
        await #expect(throws: GitError.notFound(remote: missing)) {
            try await deliverer.deliver(test.request(to: "file://\(missing)"))
        }
    }

    private func tip(of place: String) async throws -> String {
        try await test.git("rev-parse", "refs/heads/showrunner/issue-12", in: place)
    }

    private func hook(_ name: String, _ text: String) async throws {
        try await test.folder.write(program: "#!/bin/sh\n\(text)\n", to: "remote.git/hooks/\(name)")
    }
}
