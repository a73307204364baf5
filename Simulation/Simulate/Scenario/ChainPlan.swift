import Core
import Engine

/// A story: pictures of which each goes by the one before, cut together in the end, and looked at before they are delivered.
struct ChainPlan {
    let chance: Chance

    func tasks(for brief: Brief) -> [PlanTask] {
        let retry = RetryPolicy(tries: chance.within(1...3), backoff: .milliseconds(500), longest: .seconds(20))
        let templates = [
            WorkflowTask(
                id: "draw", uses: "paint", forEach: .all, follows: ["review"], retry: retry,
                onFailure: chance.happens(300) ? .ask : .fail,
                parameters: ["price": 4_000, "models": 2, "chain": true]),
            WorkflowTask(
                id: "review", uses: "judge", needs: ["draw"], forEach: .all,
                review: ReviewPolicy(regenerates: "draw"),
                parameters: ["salt": .integer(Int64(chance.below(1_000)))]),
        ]
        let pictures = PlanExpansion.tasks(
            of: Workflow(name: "chain", tasks: templates, digest: "simulated"), for: brief)
        let reviews = pictures.filter { $0.uses == "judge" }.map(\.id)
        let cut = PlanTask(
            id: "cut/cut", uses: "sketch", needs: reviews, gathers: true, asset: Chain.cut, retry: retry,
            onFailure: .degrade, checkpoint: chance.happens(200) ? GraphPlan.checkpoint : nil,
            parameters: ["chain": true])
        let deliver = PlanTask(
            id: "deliver", uses: "deliver", needs: reviews + [cut.id], gathers: true,
            checkpoint: GraphPlan.checkpoint, parameters: ["chain": true])
        return pictures + [cut, deliver]
    }
}
