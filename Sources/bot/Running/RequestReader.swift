import Core
import Engine
import FoundationEssentials
import Intake
import Resources

/// Turns a word of the command line into an issue, its brief and its plan; spends and posts nothing.
struct RequestReader: Sendable {
    let workshop: Workshop

    /// Throws what stands in the way: `BriefProblems`, `ResourceErrors`, `TrackerError`.
    func request(for identity: IssueIdentity, seed: String?) async throws -> RunRequest {
        let issue = try await workshop.tracker(for: identity).issue(identity)
        return try read(issue, seed: seed)
    }

    func read(_ issue: Issue, seed: String?) throws -> RunRequest {
        var brief = try BriefReader(settings: workshop.settings).read(issue)
        if let seed {
            guard let value = Int(seed), let chosen = Seed(value) else {
                throw UsageError("--seed takes a number from 0 to 2147483647, not '\(seed)'.", command: "run")
            }
            brief.seed = chosen
        }
        let provider = workshop.imageProvider
        try check(brief, against: provider.model)
        let workflow = try workflow(for: brief)
        return RunRequest(
            issue: issue, brief: brief, workflow: workflow, plan: PlanExpansion.tasks(of: workflow, for: brief),
            estimate: estimate(of: brief, provider), settings: workshop.settings, model: provider.model.name)
    }

    /// Refuses what no model here can make, before anything is spent.
    private func check(_ brief: Brief, against model: ModelDescription) throws {
        var problems: [BriefProblem] = []
        if brief.kind != .image, brief.kind != .batch {
            problems.append(
                BriefProblem(
                    field: "kind", found: brief.kind.rawValue,
                    accepted: "image or batch: no model for others is set up",
                    nearest: brief.kind == .edit ? "image" : nil))
        }
        if let wanted = brief.model, wanted != model.name {
            problems.append(
                BriefProblem(field: "model", found: wanted, accepted: "a model that is set up", nearest: model.name))
        }
        guard problems.isEmpty else { throw BriefProblems(problems) }
    }

    private func workflow(for brief: Brief) throws -> Workflow {
        let finder = ResourceFinder(folder: FileManager.default.currentDirectoryPath)
        guard let found = try finder.workflow(named: "image", in: workshop.settings.workflowFolder) else {
            throw CommandFailure("The workflow 'image' was not found in '\(workshop.settings.workflowFolder)'.")
        }
        return try WorkflowReader.read(found.text, file: found.file, agents: Workshop.agentNames)
    }

    /// Every picture passing at once, and every picture taking every attempt.
    private func estimate(of brief: Brief, _ provider: any ImageProvider) -> Estimate {
        let prices = brief.assets.map { item in
            provider.price(
                of: ImageRequest(
                    prompt: item.prompt, palette: brief.palette, size: item.size ?? brief.size, format: brief.format,
                    seed: brief.seed)) ?? .zero
        }
        let once = prices.reduce(.zero, +)
        return Estimate(least: once, likely: once, most: once * brief.attempts)
    }
}
