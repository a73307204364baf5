import Core
import Engine

/// One issue and the run that it asks for; what its tasks come to is a pure function of it, whatever goes wrong on the way.
struct Request: Sendable {
    let issue: IssueIdentity
    let brief: Brief
    let plan: [PlanTask]
    let budget: MicroDollars?
    let concurrency: Int
    let unknownOutcome: UnknownOutcomePolicy
    let gates: GatePolicy
    let buying: BuyingRules
    /// How often a process at work looks into the inbox; nil: only when it takes the run up.
    let inboxEvery: Duration?

    func charter(at time: Timestamp) -> RunCharter {
        RunCharter(
            issue: issue, issueTitle: "A simulated issue", issueURL: nil, author: "ada", brief: brief,
            workflow: "simulated", requestDigest: issue.description, estimate: .nothing, budget: budget,
            createdAt: time, settings: "", delivery: .null)
    }
}
