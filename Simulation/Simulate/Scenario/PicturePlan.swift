import Core
import Engine

/// The everyday workflow: pictures that are drawn, judged, drawn again while they are weak, and delivered together.
struct PicturePlan {
    let chance: Chance

    func tasks(for brief: Brief) -> [PlanTask] {
        let retry = RetryPolicy(tries: chance.within(1...4), backoff: .milliseconds(500), longest: .seconds(20))
        let isPaid = chance.happens(700)
        var templates: [WorkflowTask] = []
        if chance.happens(400) { templates.append(WorkflowTask(id: "plan", uses: "sketch", retry: retry)) }
        if chance.happens(400) {
            templates.append(
                WorkflowTask(
                    id: "words", uses: "sketch", needs: templates.map(\.id), forEach: .all, retry: retry))
        }
        templates.append(
            WorkflowTask(
                id: "draw", uses: isPaid ? "paint" : "sketch", needs: templates.map(\.id), forEach: .all,
                retry: retry, parameters: isPaid ? ["price": 4_000, "models": 2] : .object([:])))
        templates.append(
            WorkflowTask(
                id: "review", uses: "judge", needs: ["draw"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw"),
                parameters: ["salt": .integer(Int64(chance.below(1_000)))]))
        if chance.happens(400) {
            templates.append(
                WorkflowTask(
                    id: "film", uses: "film", needs: ["review"], forEach: .all, retry: retry,
                    parameters: ["price": 9_000]))
        }
        templates.append(
            WorkflowTask(
                id: "deliver", uses: "deliver", needs: [templates[templates.count - 1].id],
                checkpoint: GraphPlan.checkpoint))
        return PlanExpansion.tasks(
            of: Workflow(name: "pictures", tasks: templates, digest: "simulated"), for: brief)
    }
}
