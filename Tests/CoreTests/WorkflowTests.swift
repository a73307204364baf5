import Core
import Testing

@Suite struct WorkflowTests {
    private func workflow(_ tasks: WorkflowTask...) -> Workflow { Workflow(name: "w", tasks: tasks, digest: "d") }

    @Test func whatNeededATaskThatIsLeftOutNeedsWhatItNeeded() {
        let whole = workflow(
            WorkflowTask(id: "draw", uses: "image"), WorkflowTask(id: "judge", uses: "judge", needs: ["draw"]),
            WorkflowTask(id: "again", uses: "judge", needs: ["judge", "draw"]),
            WorkflowTask(
                id: "review", uses: "review", needs: ["draw", "again"], review: ReviewPolicy(regenerates: "draw")))
        let rest = whole.leaving(out: "judge")
        #expect(rest.tasks.map(\.id) == ["draw", "review"])
        #expect(rest.tasks.last?.needs == ["draw"] && rest.tasks.last?.review == ReviewPolicy(regenerates: "draw"))
        #expect(rest.digest == whole.digest)
        #expect(whole.leaving(out: "nobody") == whole)
    }
}
