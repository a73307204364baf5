import Core
import Foundation
import TestSupport
import Testing

/// What is made again when a part of a story is sent back at its delivery: what was made by it, and nothing else.
@Suite(.enabled(if: Clips.isThere)) struct StoryAgainTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// A story with its film that stands before its delivery.
    private func waiting(
        _ fields: [String: String] = [:], _ change: (inout StoryService.Script) -> Void = { _ in }
    ) async throws -> StoryService {
        let service = try await scene.storyService(change)
        let usual = ["model": "painter", "videos": "yes", "fps": "24", "checkpoints": "[delivery]", "attempts": "2"]
        try scene.story(asking: usual.merging(fields) { _, given in given })
        let result = try await scene.bot("run", "boats.md", environment: scene.environment(service))
        #expect(result.status == 4, "\(result.errorText)")
        #expect(service.pictures.count == 3 && service.videos.count == (fields["videos"] == "no" ? 0 : 3))
        return service
    }

    private func decide(_ words: String..., at service: StoryService) async throws -> CommandResult {
        try await scene.decide(words, environment: scene.environment(service))
    }

    /// How often the film was cut.
    private func cuts() async throws -> Int {
        (try await scene.shown()["tasks"]?.array ?? []).count { $0["kind"] == "film" && $0["status"] == "succeeded" }
    }

    private func chosen() async throws -> [String: String] { scene.chosen(try await scene.shown()) }

    @Test func theGateSaysBeforehandWhatFollowsAndWhatItCosts() async throws {
        _ = try await waiting()
        let gate = try #require(try await scene.shown()["gates"]?.array?.last)
        let again = gate["subject"]?["again"]
        #expect(again?["02"]?["parts"] == ["03", "02-video", "03-video", "film"], "\(again?.text ?? "")")
        // Two pictures of 0.03, and two videos of 192 × 108 × 24 × 1 / 1024 tokens at 2.50 USD a million.
        #expect(again?["02"]?["price"] == .integer(60_000 + 2 * 1_215), "\(again?.text ?? "")")
        #expect(again?["03-video"]?["parts"] == ["film"])
        #expect(
            try scene.text("boats.thread.md").contains("Sending back 02 has 03, 02-video, 03-video, film made again"))
    }

    @Test func whatWasMadeByAPictureSentBackIsMadeAgainInOrder() async throws {
        let service = try await waiting()
        let before = try await chosen()
        let revised = try await decide("revise", "last", "02", "--notes", "make it night", at: service)
        #expect(revised.status == 4, "\(revised.errorText)")
        #expect(service.questions.count == 1 && service.pictures.count == 5 && service.videos.count == 5)
        let after = try await chosen()
        for part in ["01.png", "01-video.mp4"] { #expect(after[part] == before[part], "\(part)") }
        for part in ["02.png", "03.png"] { #expect(after[part] != nil && after[part] != before[part], "\(part)") }
        #expect(try await cuts() == 2)
        #expect(StoryService.references(of: service.pictures[3]).digests == [after["01.png"]])
        #expect(StoryService.references(of: service.pictures[4]).digests == [after["02.png"]])
        // The videos go on where the one before ends, and end with the pictures that are chosen now.
        #expect(
            StoryService.pictures(of: service.videos[3], as: "first_frame").digests == [Scene.picture(101)].digests)
        #expect(StoryService.pictures(of: service.videos[3], as: "last_frame").digests == [after["02.png"]])
        #expect(
            StoryService.pictures(of: service.videos[4], as: "first_frame").digests == [Scene.picture(104)].digests)
        #expect(StoryService.pictures(of: service.videos[4], as: "last_frame").digests == [after["03.png"]])
        let approved = try await decide("approve", "last", at: service)
        #expect(approved.status == 0, "\(approved.errorText)")
        #expect(service.pictures.count == 5 && service.videos.count == 5)
        #expect(!(try await scene.bot("show", "last").text).contains("than the one chosen now"))
        #expect(try await scene.bot("replay", "last").status == 0)
    }

    @Test func aVideoSentBackLeavesThePicturesAlone() async throws {
        let service = try await waiting()
        let rejected = try await decide("reject", "last", "02-video", at: service)
        #expect(rejected.status == 4, "\(rejected.errorText)")
        #expect(service.pictures.count == 3 && service.videos.count == 5, "02-video and what goes on from it")
        #expect(try await cuts() == 2)
    }

    @Test func withOnlyOtherScenesStayAsTheyAre() async throws {
        let service = try await waiting()
        let before = try await chosen()
        let revised = try await decide("revise", "last", "02", "--only", "--notes", "make it night", at: service)
        #expect(revised.status == 4, "\(revised.errorText)")
        #expect(service.pictures.count == 4 && service.videos.count == 4, "the scene's own video is made again")
        let after = try await chosen()
        #expect(after["03.png"] == before["03.png"] && after["03-video.mp4"] == before["03-video.mp4"])
        #expect(try await cuts() == 2)
        let text = try await scene.bot("show", "last").text
        #expect(text.contains("03 was made to look like another picture of scene 02"), "\(text)")
        #expect(text.contains("03-video goes on from another video of the scene before"), "\(text)")
    }

    @Test func whenAllIsSentBackEachSceneStillWaitsForTheOneBefore() async throws {
        let service = try await waiting()
        let rejected = try await decide("reject", "last", at: service)
        #expect(rejected.status == 4, "\(rejected.errorText)")
        #expect(service.pictures.count == 6 && service.videos.count == 6, "each once")
        let after = try await chosen()
        #expect(StoryService.references(of: service.pictures[4]).digests == [after["01.png"]])
        #expect(StoryService.references(of: service.pictures[5]).digests == [after["02.png"]])
        #expect(StoryService.pictures(of: service.videos[3], as: "first_frame").digests == [after["01.png"]])
        #expect(!(try await scene.bot("show", "last").text).contains("than the one chosen now"))
    }

    @Test func aPictureThatIsBroughtHasTheOthersMadeToGoWithIt() async throws {
        let service = try await waiting()
        try Data(Scene.picture(77)).write(to: URL(fileURLWithPath: scene.path("own.png")))
        let supplied = try await decide("supply", "last", "02", scene.path("own.png"), at: service)
        #expect(supplied.status == 4, "\(supplied.errorText)")
        #expect(service.pictures.count == 4 && service.videos.count == 5)
        #expect(StoryService.references(of: service.pictures[3]).digests == [Scene.picture(77)].digests)
    }

    @Test func whatCannotBeMadeAgainChangesNothingAndBuysNothing() async throws {
        let service = try await waiting { $0.refuses = { $0.contains("forbidden") } }
        let before = try await chosen()
        let revised = try await decide("revise", "last", "02", "--notes", "something forbidden", at: service)
        #expect(revised.status == 4, "\(revised.errorText)")
        #expect(service.pictures.count == 4 && service.videos.count == 3)
        let cuts = try await cuts()
        #expect(try await chosen() == before && cuts == 1)
    }

    @Test func atTheCeilingWhatIsThereIsKept() async throws {
        // The story, three pictures and one more fit; the second one that is made again does not.
        let service = try await waiting(["budget": "0.14", "videos": "no"])
        let revised = try await decide("revise", "last", "01", "--notes", "make it night", at: service)
        #expect(revised.status == 4, "\(revised.errorText)")
        #expect(service.pictures.count == 4)
        let gate = try await scene.shown()["gates"]?.array?.last
        #expect(gate?["kind"] == "budget", "\(gate?.text ?? "")")
        let accepted = try await decide("accept", "last", at: service)
        #expect(accepted.status == 4, "\(accepted.errorText)")
        #expect(service.pictures.count == 4)
        #expect((try await scene.bot("show", "last").text).contains("than the one chosen now"))
        let approved = try await decide("approve", "last", at: service)
        #expect(approved.status == 3, "\(approved.text)\(approved.errorText)")
    }

    /// Where it dies, counted in requests since it was sent back: while a picture is drawn, and while videos are looked after.
    @Test(arguments: [(1, Instant.Stage.arrived), (3, .done), (6, .arrived), (9, .halfAnswered), (12, .arrived)])
    func aProcessThatIsKilledOnTheWayPaysForNothingTwice(request: Int, stage: Instant.Stage) async throws {
        let watch = KillSwitch()
        watch.aim(at: nil, nil)
        let service = try await waiting { $0.pass = { await watch.pass($0, $1) } }
        let gate = try #require(try await scene.shown()["gates"]?.array?.last)
        let running = try scene.start(
            "revise", "last", "02", "--notes", "make it night", "--gate", gate["id"]?.string ?? "", "--shown",
            gate["shown"]?.string ?? "", environment: scene.environment(service))
        watch.aim(at: running, .request(watch.count + request, stage))
        #expect(await running.result().status == 128 + SIGKILL)
        let resumed = try await scene.bot("resume", "last", environment: scene.environment(service))
        #expect(resumed.status == 4, "\(resumed.errorText)")
        let run = try await scene.shown()
        let asks = run["gates"]?.array?.contains { $0["kind"] == "humanReview" && $0["status"] == "open" } ?? false
        if asks {
            // A picture was being bought when it died: that is said, and a person has it bought again.
            #expect(run["cost"]?["unknownUSD"]?.number == 0.03, "\(run["cost"]?.text ?? "")")
            let again = try await decide("approve", "last", at: service)
            #expect(again.status == 4, "\(again.errorText)")
        }
        let sent = service.pictures.count + service.videos.count
        #expect(asks ? sent <= 11 : sent == 10, "\(sent)")
        let text = try await scene.bot("show", "last").text
        #expect(!text.contains("than the one chosen now"), "\(text)")
        let approved = try await decide("approve", "last", at: service)
        #expect(approved.status == 0, "\(approved.text)\(approved.errorText)")
        #expect(try await scene.bot("replay", "last").status == 0)
    }
}
