import Core
import Foundation
import TestSupport
import Testing

/// The real binary dies inside a call for all pictures, inside a look at a video, and inside the cut of the film.
///
/// What was paid for is used, what was being bought is said to be unknown, and the story ends as one that nobody disturbed.
@Suite(.serialized, .enabled(if: Clips.isThere)) struct StoryCrashTests {
    /// A story of a scene of its own, told by a service behind a switch.
    private struct Stage {
        let scene: Scene
        let service: StoryService
        let watch: KillSwitch

        /// `counting`: the requests at one of which the process may die.
        init(
            painter: String = "references: 4", counting: @escaping @Sendable (LoopbackRequest) -> Bool
        ) async throws {
            let scene = try Scene()
            let watch = KillSwitch()
            self.scene = scene
            self.watch = watch
            service = try await scene.storyService(painter: painter) { script in
                // A call that is made again brings the same, so that it shows in nothing but the count.
                script.picture = { Scene.picture($0 % 3) }
                script.lastFrame = { Scene.picture(100 + ($0 - 1) % 3) }
                script.pass = { request, carryOut in
                    counting(request) ? await watch.pass(request, carryOut) : await carryOut()
                }
            }
            try scene.story(asking: ["model": "painter", "videos": "yes", "fps": "24"])
            try await scene.bareRepository()
        }

        func start() throws -> RunningCommand {
            try scene.start("run", "boats.md", "--git", "repo.git", environment: scene.environment(service))
        }

        func bot(_ words: String...) async throws -> CommandResult {
            try await scene.command(words, scene.environment(service)).run()
        }

        /// What the run has come to, without what names it and its times.
        func outcome() async throws -> [String] {
            let run = try await scene.shown()
            let files = try await scene.git("-C", "repo.git", "ls-tree", "-r", "showrunner/boats").lines
                .filter { !$0.hasSuffix(".json") }
            return [run["status"]?.string ?? ""] + scene.chosen(run).map { "\($0.key) \($0.value)" }.sorted() + files
        }
    }

    private static let single = "references: 4"
    /// What an undisturbed story comes to; each is told once for all tests.
    private static let calmSingle = Task { try await calm(painter: single) }
    private static let calmGroup = Task { try await calm(painter: group) }

    private static func calm(painter: String) async throws -> [String] {
        let stage = try await Stage(painter: painter) { _ in false }
        let result = try await stage.start().result()
        #expect(result.status == 0, "\(result.errorText)")
        let outcome = try await stage.outcome()
        #expect(outcome.contains { $0.contains("film.mp4") } && outcome.count > 10, "\(outcome)")
        return outcome
    }

    private static let group = "references: 4\ngroup: 15"

    @Test(arguments: Instant.Stage.allCases)
    func aCallForAllPicturesThatWasInFlightIsListedAndNotMadeAgainUnasked(stage when: Instant.Stage) async throws {
        let stage = try await Stage(painter: Self.group) { $0.path.hasSuffix("/images/generations") }
        let running = try stage.start()
        stage.watch.aim(at: running, .request(1, when))
        #expect(await running.result().status == 128 + SIGKILL)
        stage.watch.aim(at: nil, nil)
        let sent = stage.service.pictures.count
        #expect(sent == (when == .arrived ? 0 : 1))
        let waiting = try await stage.bot("resume", "last")
        #expect(waiting.status == 4, "\(waiting.errorText)")
        #expect(stage.service.pictures.count == sent && stage.service.videos.isEmpty, "nothing is bought unasked")
        let run = try await stage.scene.shown()
        #expect(run["cost"]?["unknownUSD"]?.number == 0.09, "three pictures: \(run["cost"]?.text ?? "")")
        #expect((try await stage.bot("show", "last")).text.contains("unknown"))
        let decided = try await stage.scene.decide(
            ["approve", "last"], environment: stage.scene.environment(stage.service))
        #expect(decided.status == 0, "\(decided.errorText)")
        #expect(stage.service.pictures.count == sent + 1 && stage.service.videos.count == 3)
        #expect(stage.service.questions.count == 1, "the story is not told twice")
        #expect(try await stage.outcome() == Self.calmGroup.value)
        #expect(try await stage.bot("replay", "last").status == 0)
    }

    @Test func aPictureOfTheGroupThatIsBeingFetchedLeavesTheCallUnknown() async throws {
        let stage = try await Stage(painter: Self.group) { $0.path == "/picture/1" }
        let running = try stage.start()
        stage.watch.aim(at: running, .request(1, .halfAnswered))
        #expect(await running.result().status == 128 + SIGKILL)
        #expect(try await stage.bot("resume", "last").status == 4)
        #expect(stage.service.pictures.count == 1)
        #expect(try await stage.scene.shown()["cost"]?["unknownUSD"]?.number == 0.09)
    }

    /// Of the second video, after the first was made.
    @Test(arguments: Instant.Stage.allCases)
    func aVideoThatIsBeingLookedAtIsLookedAtAgainAndNotBegunAgain(stage when: Instant.Stage) async throws {
        let stage = try await Stage { $0.method == "GET" && $0.path.hasSuffix("/tasks/cgt-2") }
        let running = try stage.start()
        stage.watch.aim(at: running, .request(1, when))
        #expect(await running.result().status == 128 + SIGKILL)
        stage.watch.aim(at: nil, nil)
        #expect(stage.service.videos.count == 2)
        let result = try await stage.bot("resume", "last")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(
            stage.service.pictures.count == 3 && stage.service.videos.count == 3 && stage.service.questions.count == 1)
        #expect(try await stage.scene.shown()["cost"]?["unknownUSD"]?.number == 0)
        #expect(try await stage.outcome() == Self.calmSingle.value)
        #expect(try await stage.bot("replay", "last").status == 0)
    }

    /// The answer that names the job is lost; the service's list has it.
    @Test func aVideoWhoseBeginningIsLostIsFoundAndNotBegunAgain() async throws {
        let stage = try await Stage { $0.method == "POST" && $0.path.hasSuffix("/contents/generations/tasks") }
        let running = try stage.start()
        stage.watch.aim(at: running, .request(2, .done))
        #expect(await running.result().status == 128 + SIGKILL)
        stage.watch.aim(at: nil, nil)
        let result = try await stage.bot("resume", "last")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(stage.service.videos.count == 3)
        #expect(try await stage.outcome() == Self.calmSingle.value)
    }

    /// The program that cuts kills whoever called it once it has written the film, and before it says so.
    private func programs(in scene: Scene) async throws -> String {
        let usual = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let dies = scene.path("dies")
        try scene.folder.write("", to: "dies")
        try await scene.folder.write(
            program: """
                #!/bin/sh
                PATH='\(usual)'
                case "$*" in
                    *concat*)
                        if [ -e '\(dies)' ]; then
                            rm '\(dies)'
                            ffmpeg "$@"
                            kill -9 $PPID
                            exit 1
                        fi ;;
                esac
                exec ffmpeg "$@"

                """, to: "programs/ffmpeg")
        return scene.path("programs") + ":" + usual
    }

    @Test func aFilmThatWasBeingCutIsCutAnewForNothing() async throws {
        let stage = try await Stage { _ in false }
        let path = try await programs(in: stage.scene)
        let variables = stage.scene.environment(stage.service).merging(["PATH": path]) { _, given in given }
        let killed = try await stage.scene.command(["run", "boats.md", "--git", "repo.git"], variables).run()
        #expect(killed.status == 128 + SIGKILL, "\(killed.errorText)")
        #expect(stage.service.videos.count == 3)
        let begun = try FileManager.default.contentsOfDirectory(atPath: stage.scene.path("state/jobs"))
        #expect(begun.contains { $0.hasPrefix("film-") }, "half of a film lies there: \(begun)")
        let result = try await stage.bot("resume", "last")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(stage.service.pictures.count == 3 && stage.service.videos.count == 3)
        #expect(try await stage.scene.shown()["cost"]?["unknownUSD"]?.number == 0)
        #expect(try await stage.outcome() == Self.calmSingle.value)
        let left = try FileManager.default.contentsOfDirectory(atPath: stage.scene.path("state/jobs"))
        #expect(!left.contains { $0.hasPrefix("film-") }, "\(left)")
        #expect(try await stage.bot("replay", "last").status == 0)
    }
}
