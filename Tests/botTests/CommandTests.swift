import Core
import Foundation
import TestSupport
import Testing

/// The commands that read and end runs, and what the command line says of mistakes.
@Suite(.serialized) struct CommandTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func ran() async throws -> String {
        try scene.issue()
        try await scene.bareRepository()
        let result = try await scene.bot("run", "boats.md", "--git", "repo.git", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        return try #require(try result.json["id"]?.string)
    }

    // MARK: Reading

    @Test func showsEveryMemberOfTheContract() async throws {
        _ = try await ran()
        let run = try await scene.shown()
        func keys(_ value: JSONValue?) -> Set<String> { Set((value?.object ?? [:]).keys) }
        #expect(
            keys(run) == [
                "id", "status", "issue", "brief", "tasks", "assets", "prompts", "cost", "gates", "delivery", "metrics",
                "createdAt", "finishedAt", "version", "bytes", "prunedAt", "story",
            ])
        #expect(keys(run["issue"]) == ["repository", "number", "title", "url"])
        #expect(
            keys(run["tasks"]?.array?.first) == [
                "id", "kind", "status", "needs", "attempts", "startedAt", "finishedAt", "costUSD", "error",
            ])
        #expect(
            keys(run["assets"]?.array?.first) == [
                "path", "mediaType", "width", "height", "bytes", "sha256", "provider", "model", "prompt", "seed",
                "attempt", "selected", "costUSD", "reused", "reproducible", "score", "verdict", "criteria", "semantic",
            ])
        #expect(
            keys(run["cost"]) == [
                "estimate", "reservedUSD", "spentUSD", "unknownUSD", "budgetUSD", "predictedUSD",
            ])
        #expect(keys(run["cost"]?["estimate"]) == ["leastUSD", "likelyUSD", "mostUSD"])
        #expect(keys(run["delivery"]) == ["branch", "commit", "pullRequest"])
        #expect(run["gates"]?.array == [])
    }

    @Test func findsARunByItsNameOrEnoughOfIt() async throws {
        let run = try await ran()
        for name in [run, String(run.prefix(20)), String(run.suffix(8)), "last"] {
            #expect(try await scene.shown(name)["id"]?.string == run, "by '\(name)'")
        }
        let unknown = try await scene.bot("show", "run_zzzz")
        #expect(unknown.status != 0)
        #expect(unknown.errorText.contains("bot history"))
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git", "--fresh").status == 0)
        let ambiguous = try await scene.bot("show", "run_0")
        #expect(ambiguous.status != 0)
        #expect(ambiguous.errorText.contains(run))
    }

    @Test func listsRunsTheNewestFirst() async throws {
        let first = try await ran()
        #expect(try await scene.bot("run", "boats.md", "--git", "repo.git", "--fresh").status == 0)
        let lines = try await scene.bot("history", "--json").jsonLines
        #expect(lines.count == 2)
        #expect(lines.last?["id"]?.string == first)
        for line in lines {
            #expect(
                Set((line.object ?? [:]).keys)
                    == [
                        "id", "status", "issue", "createdAt", "finishedAt", "spentUSD", "assets", "bytes", "prunedAt",
                    ])
            #expect((line["bytes"]?.integer ?? 0) > 1000)
        }
        #expect(try await scene.bot("history", "--limit", "1", "--json").lines.count == 1)
        let text = try await scene.bot("history").text
        #expect(text.contains(first) && text.contains("succeeded"))
        #expect(!text.contains("\u{1b}"))
        #expect(try await scene.bot("history", "--limit", "none").status == 2)
    }

    @Test func listsEventsWithoutAGap() async throws {
        let run = try await ran()
        let events = try await scene.events()
        #expect(events.map { $0["seq"]?.integer } == Array(1...events.count))
        for event in events {
            #expect(
                Set((event.object ?? [:]).keys)
                    == [
                        "seq", "run", "type", "actor", "causation", "time", "payload", "pointer", "metadata",
                    ])
            #expect(event["run"]?.string == run)
            #expect(event["actor"]?.string?.isEmpty == false)
        }
        #expect(events.first?["type"] == "run.created")
        #expect(events.last?["type"] == "run.finished")
        #expect(try await scene.bot("events", "last").text.contains("run.created"))
    }

    @Test func writesTheReportPage() async throws {
        let run = try await ran()
        let result = try await scene.bot("show", "last", "--html", "page.html")
        #expect(result.status == 0)
        let page = try scene.text("page.html")
        #expect(page.contains(run))
        #expect(page.contains("data:image/"))
        let failed = try await scene.bot("show", "last", "--html", "no/such/folder/page.html")
        #expect(failed.status == 1)
        #expect(failed.errorText.contains("no/such/folder/page.html"))
    }

    @Test func replayFindsARowThatTheEventsDoNotLeadTo() async throws {
        _ = try await ran()
        #expect(try await scene.bot("replay", "last").status == 0)
        try Database.execute(
            "UPDATE tasks SET status = 'failed' WHERE id LIKE 'draw/%'", in: scene.path("state/history.sqlite"))
        let result = try await scene.bot("replay", "last", "--json")
        #expect(result.status == 1, "\(result.text)\(result.errorText)")
        #expect(try result.json["same"]?.bool == false)
    }

    // MARK: Ending

    @Test func cancelsARunThatWasStopped() async throws {
        try scene.issue(asking: ["size": "4096x4096", "attempts": "1"])
        let running = try scene.start("run", "boats.md")
        #expect(await running.says("run for"))
        running.send(signal: SIGINT)
        #expect(await running.result().status == 130)
        let result = try await scene.bot("cancel", "last", "--reason", "a better idea")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await scene.shown()["status"] == "cancelled")
        #expect(try scene.text("boats.thread.md").contains("a better idea"))
        #expect(scene.comments() == 1)
        let again = try await scene.bot("cancel", "last")
        #expect(again.errorText.contains("ended already"))
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test func cancelsARunThatAnotherProcessConducts() async throws {
        try scene.issue(asking: ["size": "4096x4096", "count": "3", "attempts": "1"])
        let running = try scene.start("run", "boats.md")
        #expect(await running.says("run for"))
        let result = try await scene.bot("cancel", "last")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(await running.result().status == 130)
        #expect(try await scene.shown()["status"] == "cancelled")
        #expect(scene.comments() == 1)
    }

    /// Leaves a run of a large picture behind whose process died.
    private func died(_ name: String) async throws {
        try scene.issue(name, asking: ["size": "1024x1024", "attempts": "1", "threshold": "0"])
        try await scene.killAtWork(name)
    }

    @Test func goesOnWithWhatItBeganWithThoughTheIssueHasChanged() async throws {
        try await died("boats.md")
        try scene.issue(asking: ["size": "64x64"])
        let result = try await scene.bot("run", "boats.md", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.errorText.contains("The issue has changed"))
        #expect(try result.json["assets"]?.array?.first?["width"] == 1024)
        let next = try await scene.bot("run", "boats.md", "--json")
        #expect(try next.json["assets"]?.array?.first?["width"] == 64)
    }

    @Test func resumesTheOthersWhereOneRunIsDamaged() async throws {
        try await died("first.md")
        let damaged = try #require(try await scene.shown()["id"]?.string)
        try await died("second.md")
        try Database.execute(
            "UPDATE events SET payload = '{}' WHERE sequence = 1 AND run = (SELECT number FROM runs WHERE id = '\(damaged)')",
            in: scene.path("state/history.sqlite"))
        let result = try await scene.bot("resume")
        #expect(result.status == 1)
        #expect(result.errorText.contains("\(damaged) could not go on"), "\(result.errorText)")
        #expect(try await scene.shown()["status"] == "succeeded")
    }

    @Test func resumesNothingWhereThereIsNothing() async throws {
        _ = try await ran()
        let all = try await scene.bot("resume")
        #expect(all.status == 0)
        #expect(all.errorText.contains("nothing to go on with"))
        let one = try await scene.bot("resume", "last")
        #expect(one.status == 0)
        #expect(one.errorText.contains("nothing to go on with"))
        #expect(scene.comments() == 1)
    }

    // MARK: State folder

    @Test(arguments: ["show", "events", "replay", "cancel"])
    func saysThatThereIsNoHistory(command: String) async throws {
        let result = try await scene.bot(command, "last")
        #expect(result.status == 1)
        #expect(result.errorText.contains("There is no history"))
        #expect(!FileManager.default.fileExists(atPath: scene.path("state")))
    }

    @Test func saysThatTheStateFolderCannotBeMade() async throws {
        try scene.issue()
        try scene.folder.write("a file", to: "taken")
        let result = try await scene.bot("run", "boats.md", "--state", "taken/state")
        #expect(result.status == 1)
        #expect(result.errorText.contains("taken"))
        #expect(scene.comments() == 0)
    }

    @Test func leavesAHistoryThatIsNoDatabaseAlone() async throws {
        try scene.issue()
        let garbage = String(repeating: "this is no database. ", count: 500)
        try scene.folder.write(garbage, to: "state/history.sqlite")
        for words in [["run", "boats.md"], ["history"], ["show", "last"], ["doctor"]] {
            let result = try await scene.command(words).run()
            #expect(result.status == 1, "\(words)")
            #expect((result.errorText + result.text).contains("history.sqlite"), "\(result.errorText)\(result.text)")
        }
        #expect(try scene.text("state/history.sqlite") == garbage)
    }

    @Test func doctorSaysHowThingsStand() async throws {
        let result = try await scene.bot("doctor", "--json")
        #expect(result.status == 0, "\(result.text)")
        let answer = try result.json
        #expect(answer["well"] == true)
        #expect(
            answer["findings"]?.array?.compactMap { $0["name"]?.string }.sorted() == [
                "commits", "github", "history", "judges", "large files", "models", "pictures", "settings",
                "text models", "videos",
            ])
        #expect(try await scene.bot("doctor").text.contains("All is well"))
        let missing = try await scene.bot("doctor", "--config", "none.yml")
        #expect(missing.status == 1)
        #expect(missing.text.contains("none.yml") && !missing.text.contains("CommandFailure"))
    }

    // MARK: Command line

    @Test(arguments: [
        "run", "plan", "review", "history", "show", "events", "replay", "resume", "cancel", "doctor", "version",
    ])
    func helpsWithEachCommand(name: String) async throws {
        let result = try await scene.bot(name, "--help")
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("bot \(name): "))
        #expect(result.text.contains("Usage: bot \(name)"))
        #expect(result.errorText.isEmpty)
        #expect(try await scene.bot("help", name).text == result.text)
        #expect(try await scene.bot("--help").text.contains("\n  \(name)"))
    }

    @Test(arguments: [
        (["rnu"], "bot run"), (["histroy"], "bot history"), (["history", "--jsn"], "--json"), (["show"], "RUN"),
        (["run"], "<issue>"), (["run", "a.md", "b.md"], "b.md"), (["history", "--limit"], "--limit N"),
        (["version", "--json=yes"], "no value"), (["run", ""], "issue"), (["run", "12"], "--repo"),
    ])
    func saysWhatIsWrongWithTheWords(words: [String], hint: String) async throws {
        let result = try await scene.command(words).run()
        #expect(result.status == 2, "\(result.text)\(result.errorText)")
        #expect(result.text.isEmpty)
        #expect(result.errorText.contains(hint), "\(result.errorText)")
    }

    @Test func printsItsVersion() async throws {
        #expect(try await scene.bot("version").text.hasPrefix("bot "))
        #expect(try await scene.bot("version", "--json").json["version"]?.string?.isEmpty == false)
        #expect(try await scene.bot("--version").status == 0)
    }

    // MARK: Review

    @Test func scoresPicturesAndNamesThoseThatItCannot() async throws {
        _ = try await scene.bot("run", try scene.issue())
        let picture = "showrunner-output/assets/boats/boats-01.png"
        let good = try await scene.bot("review", picture, "--json")
        #expect(good.status == 0)
        let answer = try good.json
        #expect(
            Set((answer.object ?? [:]).keys)
                == ["path", "score", "verdict", "criteria", "width", "height", "mediaType"])
        #expect(answer["width"] == 96)
        #expect(answer["mediaType"] == "image/png")
        try scene.folder.write("no picture", to: "broken.png")
        let mixed = try await scene.bot("review", "broken.png", picture, "missing.png", "--json")
        #expect(mixed.status == 1)
        let lines = try mixed.jsonLines
        #expect(lines.map { $0["path"]?.string } == ["broken.png", picture, "missing.png"])
        #expect(lines.map { $0["verdict"] == "unjudged" } == [true, false, true])
        #expect(mixed.errorText.contains("missing.png") && mixed.errorText.contains("no such file"))
        let folder = try await scene.bot("review", "showrunner-output")
        #expect(folder.status == 1)
        #expect(folder.errorText.contains("it is a folder"))
        #expect(try await scene.bot("review", picture, "--threshold", "101").status == 2)
        #expect(try await scene.bot("review", picture, "--threshold", "100").text.contains("fail"))
    }
}
