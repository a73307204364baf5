import Core
import Foundation
import TestSupport
import Testing

/// `bot events --follow` and `bot replay --to`, with real processes.
@Suite(.serialized) struct FollowTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
        try scene.issue(asking: ["size": "768x768", "count": "2", "attempts": "1", "threshold": "0"])
    }

    private func sequences(_ result: CommandResult) throws -> [Int] {
        try result.jsonLines.compactMap { $0["seq"]?.integer }
    }

    /// Everything is seen once, through the death of the process at work and the work of the next.
    @Test func seesEveryEventOnceAcrossARestart() async throws {
        let first = try scene.start("run", "boats.md")
        #expect(await first.says("run for"))
        let follower = try scene.start("events", "last", "--follow", "--json")
        let text = try scene.start("events", "last", "--follow")
        #expect(await first.says("attempt 1"))
        first.send(signal: SIGKILL)
        _ = await first.result()
        #expect(follower.isRunning)
        #expect(try await scene.bot("resume").status == 0)
        let result = await follower.result()
        #expect(result.status == 0, "\(result.errorText)")
        let all = try await scene.events()
        #expect(try result.jsonLines == all)
        #expect(try sequences(result) == Array(1...all.count))
        #expect(await text.result().text.contains("run.finished"))
    }

    @Test func goesOnAfterTheEventThatIsNamed() async throws {
        #expect(try await scene.bot("run", "boats.md").status == 0)
        let all = try await scene.events()
        let rest = try await scene.bot("events", "last", "--follow", "--json", "--after", "5")
        #expect(rest.status == 0)
        #expect(try rest.jsonLines == Array(all[5...]))
        #expect(try await scene.bot("events", "last", "--json", "--after", "\(all.count)").text.isEmpty)
        #expect(try await scene.bot("events", "last", "--after", "x").status == 2)
    }

    @Test func waitsWhereNobodyIsAtWorkAndEndsByASignal() async throws {
        let first = try scene.start("run", "boats.md")
        #expect(await first.says("run for"))
        first.send(signal: SIGKILL)
        _ = await first.result()
        let count = try await scene.events().count
        let follower = try scene.start("events", "last", "--follow", "--json")
        while follower.outputSoFar.split(separator: "\n").count < count, follower.isRunning { await Task.yield() }
        #expect(follower.isRunning)
        follower.send(signal: SIGINT)
        let result = await follower.result()
        #expect(result.status == 130)
        #expect(try sequences(result) == Array(1...count))
    }

    @Test func endsWhereTheRunWaitsForAPerson() async throws {
        try await scene.bareRepository()
        try await scene.folder.write(program: "#!/bin/sh\necho no >&2\nexit 1\n", to: "repo.git/hooks/update")
        try await scene.git("init", "-q", "-b", "main", "clone")
        try await scene.git("-C", "clone", "commit", "-q", "--allow-empty", "-m", "Begin")
        try await scene.git("-C", "clone", "remote", "add", "origin", scene.path("repo.git"))
        #expect(try await scene.bot("run", "boats.md", "--git", "clone").status == 4)
        let result = try await scene.bot("events", "last", "--follow", "--json")
        #expect(result.status == 4, "\(result.errorText)")
        #expect(try result.jsonLines.last?["type"] == "run.waiting")
    }

    @Test func replaysToAnyEvent() async throws {
        #expect(try await scene.bot("run", "boats.md").status == 0)
        let events = try await scene.events()
        var whole = try #require(try await scene.shown().object)
        for sequence in 1...events.count {
            let result = try await scene.bot("replay", "last", "--to", "\(sequence)", "--json")
            #expect(result.status == 0, "\(sequence): \(result.errorText)")
            var state = try #require(try result.json.object)
            #expect(Set(state.keys) == Set(whole.keys))
            let drawn = events.prefix(sequence).count { $0["type"] == "asset.produced" }
            #expect(state["assets"]?.array?.count == drawn)
            #expect((state["status"] == "succeeded") == (sequence == events.count))
            guard sequence == events.count else { continue }
            state["bytes"] = .null
            whole["bytes"] = .null
            #expect(state == whole)
        }
        #expect(try await scene.bot("replay", "last", "--to", "1").text.contains("Boats"))
        for wrong in ["0", "\(events.count + 1)", "-1", "first"] {
            let result = try await scene.bot("replay", "last", "--to", wrong)
            #expect(result.status == 2, "\(wrong)")
            #expect(result.errorText.contains("event"), "\(result.errorText)")
            #expect(result.text.isEmpty)
        }
    }
}
