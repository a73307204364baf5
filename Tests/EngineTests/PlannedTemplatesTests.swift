import Core
import Engine
import Testing

/// What of a workflow a brief calls for.
@Suite struct PlannedTemplatesTests {
    private func plan(_ tasks: [WorkflowTask], count: Int) throws -> [PlanTask] {
        var brief = Brief(prompt: "a boat", seed: try #require(Seed(1)), outputPath: "out/")
        brief.count = count
        return PlanExpansion.tasks(of: Workflow(name: "w", tasks: tasks, digest: ""), for: brief)
    }

    private func workflow(_ condition: String) throws -> [WorkflowTask] {
        [
            WorkflowTask(id: "draw", uses: "image", forEach: .all),
            WorkflowTask(
                id: "compare", uses: "compare", needs: ["draw"], condition: try Condition(parsing: condition)),
            WorkflowTask(id: "deliver", uses: "deliver", needs: ["compare"]),
        ]
    }

    @Test func whatTheBriefDoesNotCallForIsNotPlannedAndItsNeedsAreHandedOn() throws {
        let plan = try plan(workflow("brief.count > 1"), count: 1)
        #expect(plan.map(\.id.text) == ["draw/01", "deliver"])
        #expect(plan.last?.needs == ["draw/01"])
    }

    @Test func whatItCallsForIsPlanned() throws {
        let plan = try plan(workflow("brief.count > 1"), count: 2)
        #expect(plan.map(\.id.text) == ["draw/01", "draw/02", "compare", "deliver"])
        #expect(plan.last?.needs == ["compare"])
    }

    @Test(arguments: ["outputs.draw.weight > 2", "brief.count > 1 and outputs.draw.weight > 2", "brief.prompt > 1"])
    func whatOnlyTheRunCanDecideIsPlanned(condition: String) throws {
        #expect(try plan(workflow(condition), count: 1).map(\.id.text) == ["draw/01", "compare", "deliver"])
    }

    @Test func aChainOfAnotherAttemptLeavesItOutToo() throws {
        let tasks = [
            WorkflowTask(
                id: "optimise", uses: "optimise", forEach: .all,
                condition: try Condition(parsing: "brief.optimise")),
            WorkflowTask(id: "draw", uses: "image", needs: ["optimise"], forEach: .all),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw")),
        ]
        let review = try #require(try plan(tasks, count: 1).last)
        let again = try #require(Regeneration(of: review)).tasks(for: AssetKey("01"), attempt: 2)
        #expect(again.map(\.id.text) == ["draw/01@2", "review/01@2"])
        #expect(again.first?.needs == [])
    }
}
