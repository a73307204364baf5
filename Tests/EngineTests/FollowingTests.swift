import Core
import Engine
import Testing

/// Plans that go through a group of assets one by one.
@Suite struct FollowingTests {
    private static let workflow = Workflow(
        name: "story",
        tasks: [
            WorkflowTask(id: "arc", uses: "arc"),
            WorkflowTask(
                id: "draw", uses: "image", needs: ["arc"], forEach: .scenes, follows: ["review"]),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw"], forEach: .scenes,
                review: ReviewPolicy(regenerates: "draw")),
            WorkflowTask(
                id: "stills", uses: "stills", needs: ["review"], condition: try? Condition(parsing: "brief.videos")),
            WorkflowTask(id: "shoot", uses: "video", needs: ["stills"], forEach: .videos, follows: ["shoot"]),
            WorkflowTask(id: "film", uses: "film", needs: ["shoot"], forEach: .film),
            WorkflowTask(id: "deliver", uses: "deliver", needs: ["review", "film"]),
        ], digest: "d")

    private func plan(scenes: Int, videos: Bool = false, _ workflow: Workflow = workflow) -> [PlanTask] {
        var brief = Brief(prompt: "a fox", seed: Seed(hashing: "x"), outputPath: "a/")
        brief.kind = .story
        brief.scenes = scenes
        brief.videos = videos
        return PlanExpansion.tasks(of: workflow, for: brief)
    }

    @Test func eachSceneWaitsForTheReviewOfTheOneBefore() throws {
        let plan = plan(scenes: 3)
        #expect(
            plan.map(\.id.text) == [
                "arc", "draw/01", "review/01", "draw/02", "review/02", "draw/03", "review/03", "deliver",
            ], "what a task needs is planned before it")
        #expect(plan.first { $0.id == "draw/01" }?.needs == ["arc"])
        let second = try #require(plan.first { $0.id == "draw/02" })
        #expect(second.needs == ["arc", "review/01"])
        #expect(second.gathers, "a scene that failed does not stop the next")
    }

    @Test func videosAndTheFilmStandBehindTheStills() throws {
        let plan = plan(scenes: 2, videos: true)
        #expect(plan.first { $0.id == "shoot/02-video" }?.needs == ["stills", "shoot/01-video"])
        let film = try #require(plan.first { $0.uses == "film" })
        #expect(film.id == "film/film" && film.needs == ["shoot/01-video", "shoot/02-video"] && film.gathers)
        #expect(plan.last?.needs.contains(film.id) == true)
        for (place, task) in plan.enumerated() {
            let before = Set(plan[..<place].map(\.id))
            #expect(task.needs.allSatisfy(before.contains), "\(task.id)")
        }
    }

    @Test func withoutVideosNothingOfThemIsPlanned() {
        #expect(!plan(scenes: 2).contains { ["stills", "video", "film"].contains($0.uses) })
    }

    @Test func anotherAttemptWaitsForNoSceneAgainAndGoesOnAllTheSame() throws {
        let review = try #require(plan(scenes: 2).first { $0.id == "review/02" })
        let again = try #require(Regeneration(of: review)).tasks(for: AssetKey("02"), attempt: 2)
        #expect(again.first?.needs == ["arc"])
        #expect(again.first?.gathers == true)
    }

    @Test func whatIsLeftOutIsNotWaitedFor() {
        let judged = Workflow(
            name: "s",
            tasks: [
                WorkflowTask(id: "draw", uses: "image", forEach: .scenes, follows: ["judge"]),
                WorkflowTask(id: "judge", uses: "judge", needs: ["draw"], forEach: .scenes),
            ], digest: "d")
        let plan = plan(scenes: 2, judged.leaving(out: "judge"))
        #expect(plan.map(\.id.text) == ["draw/01", "draw/02"])
        #expect(plan.last?.needs == ["draw/01"], "it follows what the judge would have waited for")
    }

    @Test func aSceneThatFailsLeavesTheOthersToBeMade() {
        var harness = MachineHarness()
        harness.create(plan(scenes: 3))
        harness.answer("arc", .done(.null))
        harness.answer("draw/01", .failed(TaskFailure(.permanent, "refused")))
        #expect(harness.status("review/01") == .skipped)
        #expect(harness.status("draw/02") == .running)
        for id: TaskID in ["draw/02", "review/02", "draw/03", "review/03", "deliver"] {
            harness.answer(id, .done(.null))
        }
        #expect(harness.machine.board.status == .partial)
    }

    @Test func whatNoReviewHasLookedAtIsNotOfferedToBeSentBack() throws {
        var gated = Self.workflow.tasks
        gated[1] = WorkflowTask(
            id: "draw", uses: "image", needs: ["arc"], forEach: .scenes, follows: ["review"], checkpoint: "storyboard")
        var policy = GatePolicy()
        policy.checkpoints = ["storyboard"]
        var harness = MachineHarness(policy: EnginePolicy(gates: policy))
        harness.create(plan(scenes: 2, Workflow(name: "s", tasks: gated, digest: "d")))
        harness.answer("arc", .done(.null))
        let gate = try #require(harness.machine.board.openGates.first?.gate)
        #expect(gate.task == "draw/01" && gate.options == [.approve, .supply, .end])
    }
}
