import Core
import Foundation
import TestSupport
import Testing

/// The process is killed at any instant and started again: the run ends as an undisturbed one does.
@Suite(.serialized) struct CrashTests {
    let calm: Scene
    let shaken: Scene

    init() async throws {
        calm = try Scene()
        shaken = try Scene()
        for scene in [calm, shaken] {
            try scene.issue(asking: ["size": "160x160", "count": "3", "threshold": "97", "attempts": "2", "seed": "5"])
            try await scene.bareRepository()
        }
    }

    private func undisturbed() async throws -> Outcome {
        let result = try await calm.bot("run", "boats.md", "--git", "repo.git")
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        return try await Outcome(of: calm)
    }

    /// Brings the shaken run to its end, and holds it against the undisturbed one.
    private func finishAndCompare() async throws {
        let wanted = try await undisturbed()
        let result = try await shaken.bot("run", "boats.md", "--git", "repo.git")
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        #expect(try await Outcome(of: shaken) == wanted)
        #expect(wanted.records.count > 100)
        #expect(wanted.commits == 1)
        #expect(wanted.comments == 1)
        #expect(try await shaken.bot("history", "--json").lines.count == 1)
        let replayed = try await shaken.bot("replay", "last", "--json")
        #expect(replayed.status == 0)
        #expect(try replayed.json["same"]?.bool == true, "\(replayed.text)")
    }

    @Test(arguments: [20, 60, 110, 170, 240, 330])
    func goesOnAfterAKillAtAnyInstant(milliseconds: Int) async throws {
        let killed = try shaken.start("run", "boats.md", "--git", "repo.git")
        _ = await killed.result(sending: SIGKILL, after: .milliseconds(milliseconds))
        try await finishAndCompare()
    }

    @Test(arguments: ["run for", "attempt 1: 160x160", " of 100", "delivered:"])
    func goesOnAfterAKillRightAfterAnEvent(line: String) async throws {
        let killed = try shaken.start("run", "boats.md", "--git", "repo.git")
        #expect(await killed.says(line))
        killed.send(signal: SIGKILL)
        _ = await killed.result()
        try await finishAndCompare()
    }

    @Test func goesOnThoughItIsKilledAgainWhileItRecovers() async throws {
        let first = try shaken.start("run", "boats.md", "--git", "repo.git")
        #expect(await first.says("run for"))
        first.send(signal: SIGKILL)
        #expect(await first.result().status == 128 + SIGKILL)
        for _ in 1...2 {
            let next = try shaken.start("resume")
            _ = await next.says("going on where the run stood")
            next.send(signal: SIGKILL)
            _ = await next.result()
        }
        try await finishAndCompare()
    }

    @Test func twoProcessesOnOneIssueMakeOneRun() async throws {
        async let left = shaken.bot("run", "boats.md", "--git", "repo.git")
        async let right = shaken.bot("run", "boats.md", "--git", "repo.git")
        let results = try await [left, right]
        #expect(results.map(\.status).allSatisfy { [0, 3].contains($0) }, "\(results.map(\.errorText))")
        #expect(results[0].status == results[1].status)
        try await finishAndCompare()
    }

    @Test func theOneThatFollowsGoesOnWhereTheFirstDies() async throws {
        let first = try shaken.start("run", "boats.md", "--git", "repo.git")
        #expect(await first.says("run for"))
        let second = try shaken.start("run", "boats.md", "--git", "repo.git")
        first.send(signal: SIGKILL)
        _ = await first.result()
        let result = await second.result()
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        try await finishAndCompare()
    }

    @Test func parksARunThatTakesTheProcessDownAgainAndAgain() async throws {
        try shaken.issue(asking: ["size": "4096x4096", "seed": "5"])
        let first = try shaken.start("run", "boats.md", "--git", "repo.git")
        #expect(await first.says("run for"))
        first.send(signal: SIGKILL)
        _ = await first.result()
        // The first process counts: the third death parks the run.
        for _ in 2...3 {
            let next = try shaken.start("resume")
            #expect(await next.says("going on where the run stood"))
            next.send(signal: SIGKILL)
            _ = await next.result()
        }
        let parked = try await shaken.bot("resume")
        #expect(parked.status == 4, "\(parked.errorText)")
        #expect(parked.text.contains("parked") || parked.errorText.contains("parked"))
        let byName = try shaken.start("resume", "last")
        #expect(await byName.says("going on where the run stood"))
        byName.send(signal: SIGKILL)
        _ = await byName.result()
    }
}
