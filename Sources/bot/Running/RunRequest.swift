import Content
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
    /// What of it would cost nothing, as it has been made before.
    let reuse: ReuseForecast
    let settings: Settings

    /// Of all that decides what is made: an equal digest is the same request.
    var digest: String {
        var members: [String: JSONValue] = [
            "brief": brief.json, "workflow": .string(workflow.digest),
            "model": .string(models.map(Self.name).joined(separator: ",")),
            "weights": .object(settings.review.weights.mapValues(JSONValue.number)),
            "floors": .object(settings.review.floors.mapValues(JSONValue.number)),
        ].merging(rewriting) { _, rewriting in rewriting }
        members["judging"] = judging
        return SHA256.digest(of: JSONValue.object(members).text).hex
    }

    /// The models that serve the brief, the favourite first.
    let models: [Model]
    /// The models that rewrite its prompts, and all that they are told; nothing where the prompts stay as they are.
    let textModels: [Model]
    let prompts: String?
    /// How the pictures are judged; nil where nobody judges them.
    let judging: JSONValue?

    /// A request that rewrites nothing is the same whatever text models there are.
    private var rewriting: [String: JSONValue] {
        guard let prompts else { return [:] }
        return [
            "prompts": .string(prompts), "textModels": .string(textModels.map(Self.name).joined(separator: ",")),
        ]
    }

    /// What makes a model another one: its service's name for it and the fields it is sent.
    private static func name(of model: Model) -> String {
        guard model.isTrained else { return model.name }
        return "\(model.name)=\(model.provider)/\(model.id)\(JSONValue.object(model.options).text)"
    }
}
