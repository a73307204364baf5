import Core
import Foundation
import TestSupport
import Testing

/// `bot doctor --repair` makes again what follows from the events, and says what can't be.
@Suite struct RepairTests {
    private func historyFile(of scene: Scene) -> String { scene.path("state/history.sqlite") }

    private func expectReplay(in scene: Scene) async throws {
        for line in try await scene.bot("history", "--json").jsonLines {
            let name = try #require(line["id"]?.string)
            #expect(try await scene.bot("replay", name).status == 0)
        }
        let doctor = try await scene.bot("doctor")
        #expect(doctor.status == 0, "\(doctor.text)")
    }

    @Test(arguments: [
        "DELETE FROM tasks", "UPDATE tasks SET status = 'failed', spent = 9",
        "UPDATE runs SET spent = 77, status = 'failed', assets = 0",
        """
        INSERT INTO tasks (run, id, uses, status, tries, started_at, finished_at, spent, error)
        SELECT run, id || 'x', uses, status, tries, started_at, finished_at, spent, error FROM tasks
        """,
    ])
    func derivedRowsAreMadeAgain(damage: String) async throws {
        let scene = try await SampleHistory.copy()
        let before = try await scene.bot("history", "--json").text
        try Database.execute(damage, in: historyFile(of: scene))
        #expect(try await scene.bot("replay", "last").status == 1)
        let repaired = try await scene.bot("doctor", "--repair", "--json")
        #expect(repaired.status == 0, "\(repaired.text)")
        let done = try repaired.json["findings"]?.array?.filter { $0["name"] == "repair" } ?? []
        #expect(done.count == 3)
        #expect(try await scene.bot("history", "--json").text == before)
        try await expectReplay(in: scene)
        #expect(try await scene.bot("doctor", "--repair").text.contains("nothing had to be repaired"))
    }

    @Test func doctorTellsOfALiveRunWhoseRowsAreWrong() async throws {
        let scene = try Scene()
        try await scene.killAtWork(
            try scene.issue(asking: ["size": "1024x1024", "attempts": "1", "threshold": "0"]))
        try Database.execute("UPDATE tasks SET tries = 7", in: historyFile(of: scene))
        let found = try await scene.bot("doctor")
        #expect(found.status == 1)
        #expect(found.text.contains("doctor --repair"), "\(found.text)")
        #expect(try await scene.bot("doctor", "--repair").status == 0)
        #expect(try await scene.bot("resume").status == 0)
        try await expectReplay(in: scene)
    }

    @Test func runThatCannotBeReadIsGivenUpAndItsIssueRunsAnew() async throws {
        let scene = try Scene()
        let name = try scene.issue(asking: ["size": "1024x1024", "attempts": "1", "threshold": "0"])
        try await scene.killAtWork(name)
        try Database.execute(
            "UPDATE events SET payload = substr(payload, 2) WHERE sequence = 4; DELETE FROM tasks",
            in: historyFile(of: scene))
        #expect(try await scene.bot("run", name).status == 1)
        #expect(try await scene.bot("doctor").text.contains("'bot doctor --repair' "))
        let repaired = try await scene.bot("doctor", "--repair")
        #expect(repaired.status == 1 && repaired.text.contains("is lost but for its account"), "\(repaired.text)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: scene.path("state"))
            .filter { $0.contains("damaged-") }
        #expect(!kept.isEmpty)
        let doctor = try await scene.bot("doctor")
        #expect(doctor.status == 0, "\(doctor.text)")
        #expect(try await scene.bot("run", name).status == 1, "that request was run; nothing is bought unasked")
        #expect(try await scene.bot("run", name, "--fresh").status == 0)
        let statuses = try await scene.bot("history", "--json").jsonLines.map { $0["status"] }
        #expect(statuses.first == "succeeded" && statuses.contains("failed"), "\(statuses)")
    }

    @Test(arguments: [
        "PRAGMA user_version = 99", "UPDATE events SET version = 2 WHERE sequence = 4; DELETE FROM tasks",
    ])
    func whatANewerBotWroteIsLeftToIt(change: String) async throws {
        let scene = try await SampleHistory.copy()
        try Database.execute(change, in: historyFile(of: scene))
        let repaired = try await scene.bot("doctor", "--repair")
        #expect(repaired.status == 1 && repaired.text.contains("Update the bot"), "\(repaired.text)")
        #expect(!repaired.text.contains("--move-aside"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.path("state"))
        #expect(!names.contains { $0.contains("damaged") }, "\(names)")
    }

    @Test func runOfWhichEventsAreMissingIsNamedAndTheOthersMended() async throws {
        let scene = try await SampleHistory.copy()
        let names = try await scene.bot("history", "--json").jsonLines.compactMap { $0["id"]?.string }
        // Names are in the order of their beginning.
        let name = try #require(names.min())
        try Database.execute(
            "DELETE FROM events WHERE run = 1 AND sequence = 4; DELETE FROM tasks WHERE run = 3",
            in: historyFile(of: scene))
        let repaired = try await scene.bot("doctor", "--repair")
        #expect(repaired.status == 1)
        #expect(repaired.text.contains("\(name) is lost but for its account"), "\(repaired.text)")
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    /// What became of a history with a damaged page.
    private enum Fate { case mended, lost, unusable }

    /// Page by page: the bot says what is wrong, mends what it can, and keeps the damaged file.
    @Test func anyDamagedPageIsSurvived() async throws {
        let sample = try await SampleHistory.copy()
        let sound = try Data(contentsOf: URL(fileURLWithPath: historyFile(of: sample)))
        let fates = try await withThrowingTaskGroup(of: Fate.self) { group in
            for page in stride(from: 1, through: sound.count / 4096, by: 3) {
                group.addTask { try await fate(ofPage: page, in: sound) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(fates) == [.mended, .lost, .unusable], "\(fates)")
    }

    private func fate(ofPage page: Int, in sound: Data) async throws -> Fate {
        let scene = try await SampleHistory.copy()
        let file = historyFile(of: scene)
        var damaged = sound
        damaged.replaceSubrange(
            ((page - 1) * 4096)..<(page * 4096), with: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) })
        try damaged.write(to: URL(fileURLWithPath: file))
        let repaired = try await scene.bot("doctor", "--repair")
        #expect([0, 1].contains(repaired.status), "page \(page): \(repaired.errorText)")
        let after = try await scene.bot("doctor")
        let fate: Fate
        if repaired.status == 0 {
            #expect(after.status == 0, "page \(page): \(after.text)")
            fate = .mended
        } else if repaired.text.contains("--move-aside") {
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == damaged)
            let moved = try await scene.bot("doctor", "--repair", "--move-aside")
            #expect(moved.text.contains("damaged-"), "\(moved.text)")
            fate = .unusable
        } else {
            #expect(repaired.text.contains("lost but for its account"), "page \(page): \(repaired.text)")
            #expect(after.status == 0, "page \(page): \(after.text)")
            fate = .lost
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: scene.path("state"))
            .filter { $0.contains("damaged-") }
        for name in kept where !name.hasSuffix("-wal") && !name.hasSuffix("-shm") {
            #expect(try Data(contentsOf: URL(fileURLWithPath: scene.path("state/" + name))) == damaged)
        }
        return fate
    }

    @Test func logThatIsNoneIsSetAsideOnlyWhenAsked() async throws {
        let scene = try await SampleHistory.copy()
        let file = historyFile(of: scene)
        try Data("garbage, not a log".utf8).write(to: URL(fileURLWithPath: file + "-wal"))
        for words in [["history"], ["show", "last"], ["run", "boats.md"], ["doctor"]] {
            let result = try await scene.command(words).run()
            #expect(result.status == 1, "\(words)")
            #expect((result.text + result.errorText).contains("history.sqlite-wal"), "\(result.errorText)")
        }
        #expect(try String(contentsOfFile: file + "-wal", encoding: .utf8) == "garbage, not a log")
        #expect(try await scene.bot("doctor", "--repair").status == 0)
        try await expectReplay(in: scene)
    }

    /// Several runs in several processes on one state folder, read and checked meanwhile.
    @Test func manyProcessesShareOneStateFolder() async throws {
        let scene = try Scene()
        let names = try (1...6).map { try scene.issue("issue\($0).md", asking: ["count": "3", "seed": "\($0)"]) }
        // There is a history to list and to prune from the first moment on.
        #expect([0, 3].contains(try await scene.bot("run", names[0]).status))
        let statuses = try await withThrowingTaskGroup(of: [Int32].self) { group in
            for name in names.dropFirst() { group.addTask { [try await scene.bot("run", name).status] } }
            for _ in 1...2 {
                group.addTask {
                    for _ in 1...6 {
                        let pruned = try await scene.bot("prune", "--older-than", "1d")
                        let listed = try await scene.bot("history")
                        if pruned.status != 0 || listed.status != 0 { return [99] }
                    }
                    return []
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(statuses.allSatisfy { [0, 3].contains($0) }, "\(statuses)")
        #expect(try await scene.bot("history", "--json").lines.count == 6)
        try await expectReplay(in: scene)
    }
}
