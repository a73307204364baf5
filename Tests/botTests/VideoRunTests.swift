import Core
import Foundation
import TestSupport
import Testing

/// `bot run` for videos, offline and on a service that works in its own time.
@Suite(.serialized, .enabled(if: Clips.isThere)) struct VideoRunTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func issue(_ fields: [String: String] = [:]) throws {
        try scene.issue(
            asking: ["kind": "video", "size": "192x108", "duration": "2", "fps": "12", "threshold": "1"]
                .merging(fields) { _, given in given })
    }

    /// A model that is looked at each second: what ships is left alone for longer.
    private func model() async throws {
        try await scene.git("init", "-q", ".")
        try scene.folder.write(
            """
            kind: Model
            name: quick
            provider: ark
            id: quick-1
            abilities: [video]
            takesSeed: true
            sizes: [1248x704]
            clips: {seconds: [2, 12], fps: 24}
            price: {videoTokens: 2.5, note: made up}
            pace: 1s
            """, to: "templates/models/quick.yml")
    }

    private func quickIssue() async throws {
        try await model()
        try issue(["model": "quick", "size": "1248x704", "fps": "24"])
    }

    private func film() async throws -> [UInt8] {
        let path = scene.path("made.mp4")
        try await Clips.make("testsrc2=size=1248x704:rate=24:duration=2", at: path)
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func environment(_ service: FilmService) -> [String: String] {
        ["ARK_API_KEY": "sk-ark-secret", "ARK_BASE_URL": service.server.url + "/api/v3"]
    }

    @Test func withoutAnAccountADraftIsFilmedAndDelivered() async throws {
        try issue()
        try await scene.bareRepository()
        let result = try await scene.bot("run", "boats.md", "--git", "repo.git")
        #expect(result.status == 0, "\(result.errorText)")
        let files = try await scene.git("-C", "repo.git", "ls-tree", "-r", "--name-only", "showrunner/boats").lines
        #expect(
            files == [
                "assets/boats/boats-01.json", "assets/boats/boats-01.mp4", "assets/boats/boats-01.poster.jpg",
                "assets/boats/manifest.json",
            ])
        let shown = try await scene.shown()
        let asset = try #require(shown["assets"]?.array?.first)
        #expect(asset["mediaType"] == "video/mp4" && asset["width"] == 192 && asset["height"] == 108, "\(asset.text)")
        #expect(try scene.text("boats.thread.md").contains("1 of 1"))
        let replay = try await scene.bot("replay", "last")
        #expect(replay.status == 0, "\(replay.text)\(replay.errorText)")
    }

    @Test func theSameBriefGivesTheSameFilm() async throws {
        try issue()
        _ = try await scene.bot("run", "boats.md")
        let first = try await scene.drawn()
        _ = try await scene.bot("run", "boats.md", "--fresh")
        #expect(try await scene.drawn() == first)
    }

    @Test func aServiceIsPaidOnceAndWhatItCostIsSaid() async throws {
        let service = try FilmService(film: await film())
        try await quickIssue()
        let result = try await scene.bot("run", "boats.md", "--json", environment: environment(service))
        #expect(result.status == 0, "\(result.errorText)")
        #expect(service.begun == 1)
        #expect(try result.json["cost"]?["spentUSD"]?.number == 0.25, "\(result.text)")
        #expect(!result.text.contains("sk-ark-secret") && !result.errorText.contains("sk-ark-secret"))
    }

    /// By the example of a workflow; a second run pays for neither.
    @Test func theWholeVideoIsMadeFromADraft() async throws {
        let service = try FilmService(film: await film())
        try await quickIssue()
        let model = try scene.text("templates/models/quick.yml").replacing("fps: 24}", with: "fps: 24, drafts: true}")
        try scene.folder.write(model, to: "templates/models/quick.yml")
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let workflow = try String(contentsOf: root.appending(path: "examples/workflows/video.yml"), encoding: .utf8)
        try scene.folder.write(workflow, to: "workflows/video.yml")
        let plan = try await scene.bot("plan", "boats.md", "--json", environment: environment(service))
        let result = try await scene.bot("run", "boats.md", "--json", environment: environment(service))
        #expect(result.status == 0, "\(result.errorText)")
        let bodies = try service.server.requests.filter { $0.method == "POST" }
            .map { try JSONValue(parsing: $0.text) }
        try #require(bodies.count == 2)
        #expect(bodies[0]["draft"] == true && bodies[0]["resolution"] == "480p")
        #expect(
            bodies[1]["content"] == [["type": "draft_task", "draft_task": ["id": "cgt-1"]]]
                && bodies[1]["draft"] == nil && bodies[1]["resolution"] == "720p")
        #expect(try result.json["cost"]?["spentUSD"]?.number == 0.5, "both are paid for")
        #expect(try result.json["assets"]?.array?.count == 1, "the draft is none of them")
        let likely = try #require(try plan.json["estimate"]?["likelyUSD"]?.number)
        #expect(likely > 0.14, "both are estimated: \(likely)")
        let again = try await scene.bot("run", "boats.md", "--fresh", "--json", environment: environment(service))
        #expect(again.status == 0 && service.begun == 4, "made anew")
    }

    @Test func aKilledProcessLosesNothingAndTheNextOneDoesNotBeginAgain() async throws {
        let service = try FilmService(film: await film(), looks: 2)
        try await quickIssue()
        let running = try scene.start("run", "boats.md", environment: environment(service))
        _ = await service.requests(atLeast: 2)
        running.send(signal: SIGKILL)
        _ = await running.result()
        #expect(service.begun == 1 && service.looks == 1)
        let next = try await scene.bot("resume", environment: environment(service))
        #expect(next.status == 0, "\(next.errorText)")
        #expect(service.begun == 1)
    }

    @Test func aSignalLeavesTheJobToTheNextProcess() async throws {
        let service = try FilmService(film: await film(), looks: 2)
        try await quickIssue()
        let running = try scene.start("run", "boats.md", environment: environment(service))
        _ = await service.requests(atLeast: 2)
        running.send(signal: SIGINT)
        #expect(await running.result().status == 130)
        #expect(service.cancelled.isEmpty)
        let next = try await scene.bot("resume", environment: environment(service))
        #expect(next.status == 0, "\(next.errorText)")
        #expect(service.begun == 1)
    }

    @Test func cancellingARunCancelsItsTask() async throws {
        let service = try FilmService(film: await film(), looks: 1000)
        try await quickIssue()
        let running = try scene.start("run", "boats.md", environment: environment(service))
        _ = await service.requests(atLeast: 2)
        running.send(signal: SIGINT)
        _ = await running.result()
        let cancelled = try await scene.bot("cancel", "last", environment: environment(service))
        #expect(cancelled.status == 0, "\(cancelled.errorText)")
        #expect(service.cancelled == ["cgt-1"])
    }

    @Test func aMissingProgramIsSaidBeforeAnythingElse() async throws {
        try issue()
        let result = try await scene.bot("run", "boats.md", environment: ["PATH": scene.path("nowhere")])
        #expect(result.status == 2)
        #expect(result.errorText.contains("ffmpeg") && result.errorText.contains("apt-get install"))
        let doctor = try await scene.bot("doctor", environment: ["PATH": scene.path("nowhere")])
        #expect(doctor.text.contains("ffmpeg"))
    }

    @Test func aModelOfPicturesIsRefused() async throws {
        try issue(["model": "gpt-image-2"])
        let result = try await scene.bot("run", "boats.md", environment: ["OPENAI_API_KEY": "sk"])
        #expect(result.status == 2)
        #expect(result.errorText.contains("a model that is set up for videos: draft"), "\(result.errorText)")
    }

    @Test func aPlanIsPricedByTheRegistry() async throws {
        try issue(["model": "seedance-1-0-pro", "duration": "5", "size": "1248x704", "attempts": "2"])
        let estimate = try await scene.bot(
            "plan", "boats.md", "--json", environment: ["ARK_API_KEY": "sk"]
        ).json["estimate"]
        // 1248 × 704 × 24 × 5 / 1024 tokens at 2.50 USD a million.
        #expect(abs((estimate?["likelyUSD"]?.number ?? 0) - 0.2574) < 0.0005, "\(estimate?.text ?? "")")
    }
}
