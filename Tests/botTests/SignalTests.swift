import Core
import Foundation
import TestSupport
import Testing

/// SIGINT and SIGTERM while large pictures are drawn.
@Suite(.serialized) struct SignalTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
        try scene.issue(asking: ["size": "2048x2048", "count": "6", "attempts": "1", "threshold": "0"])
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func stopsAndSaysHowToGoOn(signal: Int32) async throws {
        let running = try scene.start("run", "boats.md", "--json")
        #expect(await running.says("run for"))
        running.send(signal: signal)
        let result = await running.result()
        #expect(result.status == 130)
        #expect(result.errorText.contains("bot resume"))
        // On a machine so busy that 2 s do not suffice, it leaves without its last words, as after a crash.
        if result.errorText.contains("Stopped; ") { return }
        let run = try #require(try result.json["id"]?.string)
        #expect(result.errorText.contains("bot resume \(run)"))
        #expect(try result.json["status"] == "queued")
        #expect(try await scene.bot("show", "last").text.contains("at work") == false, "nobody is at work on it")
        #expect(try await scene.events().last?["type"] == "run.interrupted")
    }

    @Test func aSecondSignalStopsAtOnce() async throws {
        let running = try scene.start("run", "boats.md")
        #expect(await running.says("run for"))
        running.send(signal: SIGINT)
        running.send(signal: SIGTERM)
        running.send(signal: SIGINT)
        let result = await running.result()
        #expect(result.status == 130)
        #expect(try await scene.events().contains { $0["type"] == "run.finished" } == false)
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test func resumesWithTheSameAssets() async throws {
        let fields = ["size": "1536x1024", "count": "3", "attempts": "1", "threshold": "0", "seed": "9"]
        try scene.issue("first.md", asking: fields)
        try scene.issue("second.md", asking: fields)
        let running = try scene.start("run", "first.md")
        #expect(await running.says("run for"))
        running.send(signal: SIGTERM)
        #expect(await running.result().status == 130)
        let resumed = try await scene.bot("resume", "last", "--json")
        let calm = try await scene.bot("run", "second.md", "--json")
        #expect([0, 3].contains(calm.status))
        #expect(resumed.status == calm.status, "\(resumed.errorText)")
        let hashes = { (value: JSONValue) in value["assets"]?.array?.map { $0["sha256"]?.string } }
        #expect(try hashes(resumed.json) == hashes(calm.json))
        #expect(try await scene.bot("resume").errorText.contains("nothing to go on with"))
    }

    @Test func aStoppedRunGoesOnThoughItsIssueHasBecomeInvalidSince() async throws {
        try scene.issue(asking: ["size": "1536x1024", "count": "3", "attempts": "1", "threshold": "0"])
        let running = try scene.start("run", "boats.md")
        #expect(await running.says("run for"))
        running.send(signal: SIGTERM)
        #expect(await running.result().status == 130)
        try scene.issue(asking: ["size": "1x1", "threshold": "0"])
        let resumed = try await scene.bot("run", "boats.md", "--json")
        #expect(resumed.status == 0, "\(resumed.errorText)")
        #expect(try resumed.json["brief"]?["size"] == "1536x1024")
        #expect(try await scene.bot("run", "boats.md").status == 2, "the next run would be made of it")
    }

    @Test func takesASignalBeforeTheRunHasBegunAsTheSystemDoes() async throws {
        let running = try scene.start("version")
        let result = await running.result(sending: SIGTERM, after: .zero)
        #expect([0, 128 + SIGTERM].contains(result.status))
    }
}
