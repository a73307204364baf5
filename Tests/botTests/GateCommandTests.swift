import Core
import Engine
import Foundation
import Store
import TestSupport
import Testing

/// `bot approve`, `revise`, `reject`, `accept`, `budget` and `supply`, as a person types them.
@Suite struct GateCommandTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func waiting(_ fields: [String: String] = ["approval": "true", "count": "2", "threshold": "0"]) async throws
    {
        try scene.issue(asking: fields)
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 4, "\(result.errorText)")
    }

    /// The last gate's name and what it shows.
    private func gate() async throws -> (id: String, shown: String) {
        let gate = try #require(try await scene.shown()["gates"]?.array?.last)
        return (try #require(gate["id"]?.string), try #require(gate["shown"]?.string))
    }

    private func decide(_ words: String..., at gate: (id: String, shown: String)) async throws -> CommandResult {
        try await scene.command(words + ["--gate", gate.id, "--shown", gate.shown], ["USER": "bob"]).run()
    }

    @Test func nothingIsDeliveredBeforeSomebodyApproves() async throws {
        try await waiting()
        #expect(!FileManager.default.fileExists(atPath: scene.path("showrunner-output")))
        let thread = try scene.text("boats.thread.md")
        let gate = try await gate()
        #expect(thread.contains("bot approve") && thread.contains(gate.shown))
        // Whoever looks again later finds it as it is.
        #expect(try await scene.bot("run", "boats.md").status == 4)
        let result = try await decide("approve", "last", at: gate)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(FileManager.default.fileExists(atPath: scene.path("showrunner-output/assets/boats/boats-02.png")))
        let shown = try await scene.shown()["gates"]?.array?.first
        #expect(shown?["status"] == "decided" && shown?["decidedBy"] == "bob")
        #expect(scene.comments() == 1)
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test func whatWasLookedAtMustBeNamedWithoutATerminal() async throws {
        try await waiting()
        let result = try await scene.bot("approve", "last")
        #expect(result.status == 2)
        #expect(result.errorText.contains("--shown \(try await gate().shown)"))
        #expect(try await scene.shown()["status"] == "waiting")
    }

    @Test func aHashOfSomethingElseBindsNothing() async throws {
        try await waiting()
        let (id, _) = try await gate()
        let result = try await decide("approve", "last", at: (id, "0123456789abcdef"))
        #expect(result.status == 1 && result.errorText.contains("is not what the gate shows now"))
        #expect(try await scene.shown()["gates"]?.array?.first?["status"] == "open")
        let unknown = try await decide("approve", "last", at: ("approval/nothing", "0"))
        #expect(unknown.status == 2 && unknown.errorText.contains("approval/deliver"))
    }

    @Test func aRevisionMakesOneAssetAgainAndAsksAnew() async throws {
        try await waiting()
        let first = try await gate()
        let missing = try await decide("revise", "last", "02", at: first)
        #expect(missing.status == 2 && missing.errorText.contains("--notes"))
        let long = try await decide("revise", "last", "--notes", String(repeating: "n", count: 4_001), at: first)
        #expect(long.status == 2 && long.errorText.contains("4000 characters"))
        let unknown = try await decide("revise", "last", "07", "--notes", "more fog", at: first)
        #expect(unknown.status == 2 && unknown.errorText.contains("no asset '07'"))
        let result = try await decide("revise", "last", "02", "--notes", "more fog", at: first)
        #expect(result.status == 4, "\(result.errorText)")
        let run = try await scene.shown()
        let attempts = run["assets"]?.array?.filter { $0["selected"]?.bool == true }.map { $0["attempt"]?.integer }
        #expect(attempts == [1, 2], "the newer one is chosen whatever it scored")
        #expect(run["assets"]?.array?.count == 3)
        #expect(try await decide("approve", "last", at: try await gate()).status == 0)
        #expect(try await decide("approve", "last", at: first).status == 2, "the run has ended")
    }

    @Test func aFileOfAPersonsOwnIsDeliveredAsItCame() async throws {
        try await waiting()
        let own = try await scene.drawn()[0]
        let stored = try #require(
            FileManager.default.enumerator(atPath: scene.path("state"))?.compactMap { $0 as? String }
                .first { $0.contains(String(own.dropFirst(2))) })
        let notAPicture = try await decide("supply", "last", "02", "boats.md", at: try await gate())
        #expect(notAPicture.status == 1)
        let result = try await decide("supply", "last", "02", "state/\(stored)", at: try await gate())
        #expect(result.status == 4, "\(result.errorText)")
        #expect(try await decide("approve", "last", at: try await gate()).status == 0)
        let delivered = try Data(contentsOf: URL(filePath: scene.path("showrunner-output/assets/boats/boats-02.png")))
        #expect(delivered == FileManager.default.contents(atPath: scene.path("state/\(stored)")))
        let chosen = try await scene.shown()["assets"]?.array?.last { $0["selected"]?.bool == true }
        #expect(chosen?["provider"] == "person" && chosen?["model"] == "bob")
        #expect(chosen?["reproducible"] == false, "no seed makes it again")
        #expect(try scene.text("showrunner-output/assets/boats/boats-02.json").contains("\"reproducible\": false"))
    }

    @Test func aDecisionMayBeNotedForLater() async throws {
        try await waiting()
        let noted = try await decide("approve", "last", "--later", "--json", at: try await gate())
        #expect(noted.status == 0)
        #expect(try noted.json["status"] == "waiting", "what is asked for as JSON is answered in JSON")
        #expect(try await scene.shown()["status"] == "waiting")
        #expect(try await scene.bot("resume").status == 0)
        #expect(try await scene.shown()["status"] == "succeeded")
    }

    @Test func aSweepLeavesAloneWhatWaitsForAPerson() async throws {
        try await waiting()
        let before = try await scene.events().count
        let result = try await scene.bot("resume")
        #expect(result.status == 4 && result.errorText.contains("wait"))
        #expect(try await scene.events().count == before)
    }

    @Test func theBudgetOfARunIsSetInDollars() async throws {
        try await waiting()
        for word in ["lots", "0x10", "1e3", "nan", "1,5", "1000001"] {
            #expect(try await scene.bot("budget", "last", word).status == 2, "\(word)")
        }
        let result = try await scene.bot("budget", "last", "12.50")
        #expect(result.status == 4, "\(result.errorText)")
        #expect(try await scene.shown()["cost"]?["budgetUSD"] == 12.5)
    }

    /// Whoever names a gate decides that gate, or nothing.
    @Test func aBudgetForAGateThatIsNotThereIsNotSet() async throws {
        try await waiting()
        let none = try await decide("budget", "last", "5", at: ("budget", "0123456789abcdef"))
        #expect(none.status == 2 && none.errorText.contains("no such gate"))
        let other = try await decide("budget", "last", "5", at: try await gate())
        #expect(other.status == 1 && other.errorText.contains("can't be decided here"))
        #expect(try await scene.shown()["cost"]?["budgetUSD"] == .null)
    }

    @Test func aBudgetThatIsNotTakenIsSaidToBindNothing() async throws {
        try scene.folder.write("gates: {ownApproval: false}\n", to: ".github/showrunner.yml")
        try await waiting()
        let own = try await scene.command(["budget", "last", "5"], ["USER": "ada"]).run()
        #expect(own.status == 1 && own.errorText.contains("another person"), "\(own.errorText)")
    }

    /// The process at work may end the run before it looks into the inbox again.
    @Test func aDecisionThatComesTooLateIsSaidToBindNothing() async throws {
        try await waiting()
        let name = try #require(try await scene.shown()["id"]?.string)
        let run = try #require(RunID(name))
        let gate = try await gate()
        let lease = try #require(try RunLease.acquire(run, in: scene.path("state")))
        let late = try scene.command(
            ["revise", "last", "--notes", "bluer", "--gate", gate.id, "--shown", gate.shown], ["USER": "bob"]
        ).start()
        #expect(await late.says("following it"))
        let store = try SQLiteStore(in: scene.path("state"))
        let log = DeafLog(store: store)
        _ = try await RunConductor(log: log, agents: [], time: ManualTime()).cancel(run, reason: "no", by: "ada")
        lease.release()
        let result = await late.result()
        #expect(result.status == 1 && result.errorText.contains("came too late"), "\(result.errorText)")
    }

    /// Who follows a run takes it up as soon as its process is gone: not to go on with what is being cancelled.
    @Test func aCancelledRunIsNotGoneOnWithByWhoFollowedIt() async throws {
        try scene.issue(asking: ["size": "1536x1536", "count": "12", "attempts": "1", "threshold": "0"])
        let first = try scene.start("run", "boats.md")
        #expect(await first.says("run for"))
        let second = try scene.start("run", "boats.md")
        #expect(await second.says("following it"))
        let cancelled = try await scene.bot("cancel", "last", "--reason", "enough")
        #expect(cancelled.status == 0, "\(cancelled.errorText)")
        _ = await first.result()
        _ = await second.result()
        #expect(try await scene.shown()["status"] == "cancelled")
    }

    @Test func autoSkipsEveryCheckpointAndAnUnknownOneIsSaid() async throws {
        try scene.issue(asking: ["checkpoints": "auto", "approval": "true"])
        #expect(try await scene.bot("run", "boats.md").status == 0)
        try scene.issue("sails.md", asking: ["checkpoints": "delivry"])
        let result = try await scene.bot("run", "sails.md")
        #expect(result.status == 2 && result.errorText.contains("did you mean 'delivery'"))
    }

    @Test func settingsMayAskForApprovalOfEveryPlan() async throws {
        try scene.folder.write("gates: {checkpoints: [plan], ownApproval: false}\n", to: ".github/showrunner.yml")
        try scene.issue()
        #expect(try await scene.bot("run", "boats.md").status == 4)
        #expect(try await scene.drawn().isEmpty)
        let gate = try await gate()
        let text = try await scene.bot("show", "last").text
        #expect(text.contains("Make nothing, and end the run") && !text.contains("another seed"))
        let own = try await scene.command(
            ["approve", "last", "--gate", gate.id, "--shown", gate.shown], ["USER": "ada"]
        ).run()
        #expect(own.status == 1 && own.errorText.contains("another person"))
        #expect(try await decide("approve", "last", at: gate).status == 0)
    }
}
