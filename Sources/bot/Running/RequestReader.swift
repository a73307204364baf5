import Content
import Core
import Engine
import FoundationEssentials
import GitHub
import Intake
import Media
import Resources
import Review
import Store

/// Turns a word of the command line into an issue, its brief and its plan; spends and posts nothing.
struct RequestReader: Sendable {
    let workshop: Workshop

    /// Throws what stands in the way: `BriefProblems`, `ResourceErrors`, `TrackerError`.
    func request(for identity: IssueIdentity, seed: String?) async throws -> RunRequest {
        let issue = try await workshop.tracker(for: identity).issue(identity)
        return try await read(issue, seed: seed)
    }

    /// The kinds of brief that there are agents for.
    private static let kinds: [BriefKind] = [.image, .edit, .video, .story, .batch]

    func read(_ issue: Issue, seed: String?) async throws -> RunRequest {
        let shelf = workshop.shelf
        let abilities = BriefAbilities(
            kinds: Self.kinds,
            models: Dictionary(uniqueKeysWithValues: Self.kinds.map { ($0, shelf.names(for: $0)) }),
            hindrances: shelf.missing.mapValues { "\($0) is not set" }, masking: shelf.masking)
        let reading = try BriefReader(settings: workshop.settings, abilities: abilities)
            .reading(issue, batch: try await batch(of: issue))
        var brief = reading.brief
        // Before anything else: nobody would have a use for what was bought.
        if brief.kind == .video || brief.kind == .story && brief.videos, workshop.media == nil {
            throw CommandFailure("The brief asks for a video: \(MediaTools.advice).", status: .invalid)
        }
        if let seed {
            guard let value = Int(seed), let chosen = Seed(value) else {
                throw UsageError("--seed takes a number from 0 to 2147483647, not '\(seed)'.", command: "run")
            }
            brief.seed = chosen
        }
        let finder = try await finder(for: brief.kind, of: issue.identity)
        var workflow = try workflow(for: brief.kind, in: finder).fetching(for: brief)
        let judges = try judges(for: brief, in: workflow, shelf)
        if judges.isEmpty { workflow = workflow.leaving(out: "judge") }
        try check(brief.checkpoints, in: workflow)
        var bases = workshop.settings.review.floors
        if !judges.isEmpty {
            for criterion in workshop.modelFiles.rubric.criteria {
                bases[criterion.name] = bases[criterion.name] ?? criterion.floor
            }
        }
        bases[RunThresholds.score] = Double(workshop.settings.threshold)
        let measured = Set(Criterion.allCases.map(\.rawValue)).union([RunThresholds.score])
        brief.freeze(try finder.thresholds().limited(to: measured), bases: bases)
        let reuse = await reuse(by: brief, of: issue.identity, shelf, judges: judges.first ?? [])
        return RunRequest(
            issue: issue, brief: brief, questions: reading.questions, workflow: workflow,
            plan: PlanExpansion.tasks(of: workflow, for: brief),
            estimate: await estimate(
                of: brief, shelf, judges: judges, reuse,
                drafts: workflow.tasks.contains { $0.uses == VideoAgent.uses && $0.parameters["draft"] == true })
                + PromptEstimate.estimate(of: brief, shelf.texts, workshop.modelFiles.prompts, reuse: reuse),
            reuse: reuse, settings: workshop.settings, models: shelf.models(for: brief),
            textModels: shelf.textModels(for: brief, workshop.modelFiles.prompts),
            prompts: workshop.modelFiles.prompts.fingerprint(for: brief),
            judging: judges.isEmpty ? nil : judging(judges))
    }

    /// The panels that judge a brief's pictures; none where its workflow has no place for a judge.
    ///
    /// One that the settings name and that can't be called is told before anything is done.
    private func judges(
        for brief: Brief, in workflow: Workflow, _ shelf: ModelShelf
    ) throws(CommandFailure) -> [[any TextProvider]] {
        guard shelf.needsJudges(for: brief), workflow.tasks.contains(where: { $0.uses == "judge" }) else { return [] }
        for name in workshop.settings.review.judge.models ?? [] where shelf.judges[name] == nil {
            let lack =
                shelf.missingTexts[name].map { "\($0) is not set. Set it" }
                ?? "the registry has no model of that name that can look at pictures, with a price. Add it"
            throw CommandFailure(
                "The settings name the judge \(PlainText.line(name, limit: 60)), and \(lack), or take it out of "
                    + "'review.judge.models'; 'none' there does without a judge.")
        }
        return shelf.judges(for: brief)
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

    /// What decides how pictures are judged: another judge, rubric or band is another request.
    private func judging(_ panels: [[any TextProvider]]) -> JSONValue {
        let judge = workshop.settings.review.judge
        return [
            "judges": .array(panels.map { .string($0.map(\.model.name).joined(separator: "+")) }),
            "rubric": .string(workshop.modelFiles.rubric.digest), "band": .number(judge.band),
            "margin": .number(judge.margin),
        ]
    }

    /// What the run would find in the cache; nothing where it is to make everything anew.
    private func reuse(
        by brief: Brief, of issue: IssueIdentity, _ shelf: ModelShelf, judges: [any TextProvider]
    ) async -> ReuseForecast {
        guard !workshop.isFresh else { return .none }
        return await ReuseReader(
            results: workshop.results, assets: workshop.assets, queue: workshop.imaging, images: shelf.images,
            videos: shelf.videos, prompts: (shelf.texts, workshop.modelFiles.prompts), judges: judges,
            rubric: workshop.modelFiles.rubric, source: ReferenceSource(workshop: workshop, issue: issue)
        ).forecast(of: brief)
    }

    /// By what the history tells of the models; where there is none, everything passes at once.
    private func estimate(
        of brief: Brief, _ shelf: ModelShelf, judges: [[any TextProvider]], _ reuse: ReuseForecast, drafts: Bool
    ) async -> Estimate {
        if brief.kind == .video {
            return VideoEstimate(videos: shelf.videos, images: shelf.images, reuse: reuse)
                .estimate(of: brief, drafts: drafts)
        }
        // A history that can't be read has no say in an estimate; the run itself tells what is wrong with it.
        let payloads = try? await workshop.reading { store in
            try await store.payloads(of: MeasuredRates.types, inLatest: MeasuredRates.runs)
        }
        let rates = MeasuredRates(payloads ?? [])
        let pictures = PictureEstimate(
            images: shelf.images, judges: judges.first ?? [], semantic: workshop.semanticReview, rates: rates,
            reuse: reuse
        ).estimate(of: brief)
        guard brief.kind == .story else { return pictures }
        return pictures
            + StoryEstimate(
                texts: shelf.texts, templates: workshop.modelFiles.prompts, videos: shelf.videos, rates: rates
            ).estimate(of: brief)
    }
}
