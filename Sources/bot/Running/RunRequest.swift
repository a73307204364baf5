import Core
import Crypto
import Engine
import FoundationEssentials
import Intake
import Resources

/// An issue read and planned: everything that is known before anything is spent.
struct RunRequest: Sendable {
    let issue: Issue
    let brief: Brief
    /// What the brief leaves open or says twice; the run asks before it makes anything.
    let questions: [BriefQuestion]
    let workflow: Workflow
    let plan: [PlanTask]
    let estimate: Estimate
    let settings: Settings

    /// Of all that decides what is made: an equal digest is the same request.
    var digest: String {
        let members: JSONValue = [
            "brief": brief.json, "workflow": .string(workflow.digest), "model": .string(model),
            "weights": .object(settings.review.weights.mapValues(JSONValue.number)),
            "floors": .object(settings.review.floors.mapValues(JSONValue.number)),
        ]
        return SHA256.digest(of: members.text).hex
    }

    let model: String
}
