import Core
import Foundation
import TestSupport
import Testing

/// What ended long ago is removed, and its account stays.
@Suite struct PruneTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func ran(_ name: String = "boats.md", _ words: String...) async throws -> JSONValue {
        let result = try await scene.command(["run", name, "--json"] + words).run()
        #expect([0, 3].contains(result.status), "\(result.errorText)")
        return try result.json
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: scene.path("state/objects"))
            .filter { $0.split(separator: "/").count == 2 }
    }

    @Test func keepsTheAccountAndSaysWhatItFreed() async throws {
        try scene.issue(asking: ["count": "2"])
        let run = try await ran()
        let name = try #require(run["id"]?.string)
        let drawn = try await scene.drawn()
        #expect(Set(try files().map { String($0.suffix(64)) }) == Set(drawn))

        let told = try await scene.bot("prune", "--older-than", "0m", "--dry-run", "--json").json
        #expect(told["runs"]?.array == [.string(name)] && told["dryRun"] == true)
        #expect(try files().count == drawn.count)
        let report = try await scene.bot("prune", "--older-than", "0m", "--json").json
        for figure in ["events", "texts", "historyBytes", "assets", "reports", "fileBytes"] {
            #expect(report[figure] == told[figure], "\(figure)")
        }
        #expect(report["assets"]?.integer == drawn.count && report["reports"] == 1 && report["reclaimed"] == true)
        #expect(try files().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: scene.path("state/reports/\(name).html")))

        let line = try #require(try await scene.bot("history", "--json").jsonLines.first)
        #expect(line["id"]?.string == name && line["prunedAt"]?.string != nil)
        #expect(line["assets"] == 2)
        #expect(try await scene.bot("history").text.contains("pruned"))
        #expect(try await scene.bot("doctor").status == 0)
    }

    @Test func whatIsGoneIsSaidByEveryCommand() async throws {
        try scene.issue()
        let name = try #require(try await ran()["id"]?.string)
        let keys = Set((try await scene.shown().object ?? [:]).keys)
        #expect(try await scene.bot("prune", "--older-than", "0m").text.contains("1 runs"))
        let shown = try await scene.bot("show", "last")
        #expect(shown.status == 0)
        #expect(shown.text.contains("pruned on 20") && shown.text.contains(name))
        let object = try await scene.shown()
        #expect(Set((object.object ?? [:]).keys) == keys)
        #expect(object["status"] == "succeeded" && object["prunedAt"]?.string != nil)
        for words in [
            ["events", "last"], ["events", "last", "--follow"], ["replay", "last"], ["replay", "last", "--to", "1"],
        ] {
            let result = try await scene.command(words).run()
            #expect(result.status == 1, "\(words)")
            #expect(result.errorText.contains("pruned on 20"), "\(words): \(result.errorText)")
            #expect(result.text.isEmpty)
        }
        // The request has been run all the same: nothing is bought again by itself.
        let again = try await scene.bot("run", "boats.md")
        #expect(again.status == 0, "\(again.errorText)")
        #expect(again.text.contains("pruned on 20") && again.errorText.contains("--fresh"))
        #expect(try await scene.bot("history", "--json").lines.count == 1)
        #expect(try await scene.bot("resume").status == 0)
        #expect(try await scene.bot("history", "--kpis").status == 0)
        #expect(try await ran("boats.md", "--fresh")["id"]?.string != name)
    }

    /// What was noted of issues goes with age, but never that of an issue whose run is live, nor what was written this week.
    @Test func notesOfIssuesGoWithAge() async throws {
        try scene.issue(asking: ["approval": "true", "threshold": "0"])
        _ = try await scene.bot("run", "boats.md")
        let run = try #require(try await scene.bot("history", "--json").jsonLines.first)
        #expect(run["status"] == "waiting")
        let live = try #require(run["issue"]?.string).lowercased().map { character in
            character.isLetter || character.isNumber || "-_.".contains(character) ? character : "+"
        }
        let day = 86_400.0
        for (name, age) in [
            ("attention/octo+assets+12.json", 40.0), ("attention/octo+assets.poll.json", 9),
            ("attention/octo+assets+13.json", 7),
            ("attention/\(String(live).suffix(200)).json", 40), ("pace/api.github.com", 40), ("pace/other", 0),
        ] {
            let path = try scene.folder.write("{}", to: "state/\(name)")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age * day)], ofItemAtPath: path)
        }
        let told = try await scene.bot("prune", "--older-than", "1d", "--dry-run", "--json").json
        #expect(told["notes"] == 3 && told["fileBytes"] == 6, "\(told.text)")
        #expect(FileManager.default.fileExists(atPath: scene.path("state/attention/octo+assets+12.json")))
        #expect(try await scene.bot("prune", "--older-than", "1d", "--json").json["notes"] == 3)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scene.path("state/attention")).sorted()
                == ["\(String(live).suffix(200)).json", "octo+assets+13.json"].sorted())
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.path("state/pace")) == ["other"])
        #expect(try await scene.bot("prune", "--older-than", "30d", "--json").json["notes"] == 0)
    }

    @Test func runThatWasStoppedStaysWhole() async throws {
        try scene.issue("large.md", asking: ["size": "3072x3072", "attempts": "1", "threshold": "0"])
        let running = try scene.start("run", "large.md")
        #expect(await running.says("run for"))
        running.send(signal: SIGKILL)
        _ = await running.result()
        let report = try await scene.bot("prune", "--older-than", "0m", "--json").json
        #expect(report["runs"] == [] && report["remains"] == 1)
        #expect(try await scene.bot("resume").status == 0)
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test(arguments: [[], ["--older-than", "30"], ["--older-than", "-3d"], ["--older-than", "99999999999d"]])
    func wrongAgeIsRefused(words: [String]) async throws {
        let result = try await scene.command(["prune"] + words).run()
        #expect(result.status == 2)
        #expect(result.errorText.contains("30d"))
    }

    /// The size that is promised: asked of the file itself, not of what is said to stand in it.
    @Test func hundredAssetsTakeUnderOneMegabyteOfHistory() async throws {
        try scene.issue(asking: ["size": "64x64", "count": "100", "attempts": "3", "threshold": "80"])
        let run = try await ran()
        #expect(Set((run["assets"]?.array ?? []).compactMap { $0["path"]?.string }).count == 100)
        let bytes = try #require(run["bytes"]?.integer)
        #expect(bytes < 1_000_000, "\(bytes) bytes, \(run["assets"]?.array?.count ?? 0) attempts")
        try Database.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", in: scene.path("state/history.sqlite"))
        let file = try FileManager.default.attributesOfItem(atPath: scene.path("state/history.sqlite"))[.size] as? Int
        #expect(try #require(file) < 1_000_000)
    }
}
