import Content
import Core
import Engine
import FoundationEssentials
import GitHub
import Intake
import Resources
import Review

/// Turns a word of the command line into an issue, its brief and its plan; spends and posts nothing.
struct RequestReader: Sendable {
    let workshop: Workshop

    /// Throws what stands in the way: `BriefProblems`, `ResourceErrors`, `TrackerError`.
    func request(for identity: IssueIdentity, seed: String?) async throws -> RunRequest {
        let issue = try await workshop.tracker(for: identity).issue(identity)
        return try await read(issue, seed: seed)
    }

    /// The kinds of brief that there are agents for.
    private static let kinds: [BriefKind] = [.image, .edit, .batch]

    func read(_ issue: Issue, seed: String?) async throws -> RunRequest {
        let shelf = workshop.shelf
        let abilities = BriefAbilities(
            kinds: Self.kinds,
            models: Dictionary(uniqueKeysWithValues: Self.kinds.map { ($0, shelf.images.names(for: $0)) }),
            hindrances: shelf.missing.mapValues { "\($0) is not set" })
        let reading = try BriefReader(settings: workshop.settings, abilities: abilities)
            .reading(issue, batch: try await batch(of: issue))
        var brief = reading.brief
        if let seed {
            guard let value = Int(seed), let chosen = Seed(value) else {
                throw UsageError("--seed takes a number from 0 to 2147483647, not '\(seed)'.", command: "run")
            }
            brief.seed = chosen
        }
        let finder = try await finder(for: brief.kind, of: issue.identity)
        let workflow = try workflow(for: brief.kind, in: finder).fetching(for: brief)
        try check(brief.checkpoints, in: workflow)
        var bases = workshop.settings.review.floors
        bases[RunThresholds.score] = Double(workshop.settings.threshold)
        let measured = Set(Criterion.allCases.map(\.rawValue)).union([RunThresholds.score])
        brief.freeze(try finder.thresholds().limited(to: measured), bases: bases)
        return RunRequest(
            issue: issue, brief: brief, questions: reading.questions, workflow: workflow,
            plan: PlanExpansion.tasks(of: workflow, for: brief),
            estimate: estimate(of: brief, shelf.images)
                + PromptEstimate.estimate(of: brief, shelf.texts, workshop.modelFiles.prompts),
            settings: workshop.settings, models: shelf.images.candidates(for: brief).map(\.model),
            textModels: shelf.textModels(for: brief, workshop.modelFiles.prompts),
            prompts: workshop.modelFiles.prompts.fingerprint(for: brief))
    }

    /// The file that lists a batch's entries, where the issue names one and it is there.
    private func batch(of issue: Issue) async throws -> BatchFile? {
        guard let path = BatchFile.path(in: issue), RepositoryPath(path) != nil else { return nil }
        switch issue.identity {
        case .github(let repository, _):
            return try await workshop.github.file(path, of: repository).map { BatchFile(path: path, text: $0) }
        case .file(let file):
            let (folder, root) = workshop.place(ofIssue: file)
            let text =
                try LocalFile.text(of: path, in: folder, under: folder)
                ?? LocalFile.text(of: path, in: root, under: root)
            return text.map { BatchFile(path: path, text: $0) }
        }
    }

    /// A checkpoint that no task has would never stop anybody, and nobody would notice.
    private func check(_ checkpoints: [String], in workflow: Workflow) throws {
        let known = workflow.tasks.compactMap(\.checkpoint) + [GatePolicy.plan, "auto"]
        let unknown = checkpoints.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return }
        throw BriefProblems(
            unknown.map { name in
                BriefProblem(
                    field: BriefField.checkpoints.rawValue, found: PlainText.line(name, limit: 60),
                    accepted: known.joined(separator: ", "), nearest: Nearest.word(to: name, among: known))
            })
    }

    /// Finds what the repository has of its own, which goes before what is shipped.
    private func finder(for kind: BriefKind, of issue: IssueIdentity) async throws -> ResourceFinder {
        switch issue {
        case .github(let repository, _):
            let workflows = Set([kind, .image]).map { "\(workshop.settings.workflowFolder)/\($0.rawValue).yml" }
            var own: [String: [UInt8]] = [:]
            for path in workflows + [ThresholdsReader.path] {
                own[path] = try await workshop.github.file(path, of: repository).map { Array($0.utf8) }
            }
            return ResourceFinder { [own] in own[$0] }
        case .file(let path):
            return ResourceFinder(folder: workshop.place(ofIssue: path).root)
        }
    }

    private func workflow(for kind: BriefKind, in finder: ResourceFinder) throws -> Workflow {
        let folder = workshop.settings.workflowFolder
        guard let found = try finder.workflow(for: kind, in: folder) else {
            throw CommandFailure(
                "There is no workflow for '\(kind.rawValue)'; put one at \(folder)/\(kind.rawValue).yml.")
        }
        return try WorkflowReader.read(found.text, file: found.file, agents: Workshop.agentNames)
    }

    /// Every picture passing at once, and every picture taking every attempt, by the model that goes first.
    private func estimate(of brief: Brief, _ models: ImageModels) -> Estimate {
        let once = brief.assets.reduce(MicroDollars.zero) { sum, item in
            let offers = models.offers(
                for: item, of: brief, seed: brief.seed, references: FetchedReference.expected(by: brief))
            return sum + (offers.lazy.compactMap(\.price).first ?? .zero)
        }
        return Estimate(least: once, likely: once, most: once * brief.attempts)
    }
}
