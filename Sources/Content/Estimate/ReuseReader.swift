package import Core
import Crypto
import FoundationEssentials
package import Imaging
import Review

/// Looks in the cache for what a run of a brief would ask for first; it buys, keeps and touches nothing.
package struct ReuseReader: Sendable {
    private let results: any ResultCache
    private let assets: any AssetStore
    private let queue: ImagingQueue
    private let images: ImageModels
    private let videos: VideoModels
    private let prompts: (models: TextModels, templates: PromptTemplates)
    /// The panel that goes first; empty where nobody judges.
    private let judges: [any TextProvider]
    private let rubric: Rubric
    private let source: (any PictureSource)?

    /// `source` is asked for pictures inside the repository alone: what lies on the web may be another one by then.
    package init(
        results: any ResultCache, assets: any AssetStore, queue: ImagingQueue, images: ImageModels,
        videos: VideoModels, prompts: (models: TextModels, templates: PromptTemplates), judges: [any TextProvider],
        rubric: Rubric, source: (any PictureSource)?
    ) {
        self.results = results
        self.assets = assets
        self.queue = queue
        self.images = images
        self.videos = videos
        self.prompts = prompts
        self.judges = judges
        self.rubric = rubric
        self.source = source
    }

    /// What can't be told counts as not there: it is bought then, or was there after all.
    package func forecast(of brief: Brief) async -> ReuseForecast {
        var forecast = ReuseForecast()
        // What its scenes are is told by an answer that is still to come.
        guard brief.kind != .story else { return forecast }
        let items = brief.assets
        let seeds = SeedTable(brief, attempts: 1)
        let references = await pictures(brief.references)
        for item in items {
            guard let seed = seeds.seed(of: item.key, attempt: 1) else { continue }
            var worded = item
            if prompts.templates.template(for: brief) != nil {
                guard let prompt = await rewritten(item, brief) else { continue }
                forecast.prompts.insert(item.key)
                worded = BatchItem(key: item.key, prompt: prompt, size: item.size, seed: item.seed)
            }
            guard let references else { continue }
            if brief.kind == .video {
                if await video(worded, brief, seed, references) != nil { forecast.files.insert(item.key) }
                continue
            }
            guard let made = await picture(worded, brief, seed, references) else { continue }
            forecast.files.insert(item.key)
            if await isJudged(made, item, brief, before: references.first) { forecast.judgements.insert(item.key) }
        }
        return forecast
    }

    // MARK: Prompts

    private func rewritten(_ item: BatchItem, _ brief: Brief) async -> String? {
        var soFar: String?
        for step in prompts.templates.template(for: brief)?.steps ?? [] {
            let request = PromptQuestion(step, prompt: item.prompt, soFar: soFar, of: brief).request
            guard let model = prompts.models.candidates(for: step.role, of: brief).first?.model,
                let answer = await answer(to: request, from: model), let text = try? PromptAnswer.prompt(in: answer)
            else { return nil }
            soFar = text
        }
        return soFar
    }

    private func answer(to request: TextRequest, from model: Model) async -> GeneratedText? {
        guard
            case .answer(let known)? = await results.content(
                for: RequestKey.digest(of: request, from: model, number: 1))
        else { return nil }
        return GeneratedText(text: known.text, cost: .zero)
    }

    // MARK: Pictures and videos

    private typealias Given = (reference: FetchedReference, picture: SourcePicture)

    private func picture(
        _ item: BatchItem, _ brief: Brief, _ seed: Seed, _ given: [Given]
    ) async -> CachedResult? {
        let references = given.map(\.reference)
        let offers = images.offers(for: item, of: brief, seed: seed, references: references)
        guard let model = offers.first(where: { $0.price != nil }).flatMap({ images[$0.model]?.model }) else {
            return nil
        }
        let used = ImageModels.used(references, of: brief, by: model)
        let mask = await mask(of: brief, over: references.first?.size)
        guard brief.mask == nil || mask != nil,
            let request = images.request(
                for: item, of: brief, seed: seed, from: model, changing: references.first?.size,
                references: given.prefix(used.count).map(\.picture), mask: mask)
        else { return nil }
        return await file(for: RequestKey.digest(of: request, from: model, attempt: 1))
    }

    private func video(_ item: BatchItem, _ brief: Brief, _ seed: Seed, _ given: [Given]) async -> CachedResult? {
        var frames = VideoFrames(references: given.map(\.picture))
        guard let first = await pictures([brief.firstFrame].compactMap(\.self)),
            let last = await pictures([brief.lastFrame].compactMap(\.self))
        else { return nil }
        frames.first = first.first?.picture
        frames.last = last.first?.picture
        if frames.first == nil, videos.needsFirstFrame(brief) {
            guard let still = await picture(item, brief.forStill, seed, given),
                let bytes = await bytes(of: still.sha256)
            else { return nil }
            frames.first = SourcePicture(bytes: bytes, mediaType: still.mediaType)
        }
        let offers = videos.offers(for: item, of: brief, seed: seed, frames: frames)
        guard let model = offers.first(where: { $0.price != nil }).flatMap({ videos[$0.model]?.model }),
            let request = videos.request(for: item, of: brief, seed: seed, from: model, frames: frames)
        else { return nil }
        return await file(for: RequestKey.digest(of: request, from: model, attempt: 1))
    }

    private func file(for key: SHA256Digest) async -> CachedResult? {
        guard case .file(let result)? = await results.content(for: key) else { return nil }
        return result
    }

    /// Nil where one of them can't be had here, or is not what the run would find.
    private func pictures(_ names: [String]) async -> [Given]? {
        var given: [Given] = []
        for name in names {
            guard let source, !name.lowercased().hasPrefix("http"),
                let bytes = try? await source.bytes(of: name, largest: ReferenceLimits.bytes),
                let (type, size) = try? await queue.run({ try ReferenceLimits.check(bytes) })
            else { return nil }
            let reference = FetchedReference(
                source: name, sha256: SHA256.digest(of: bytes), mediaType: type, size: size)
            given.append((reference, SourcePicture(bytes: bytes, mediaType: type)))
        }
        return given
    }

    /// Nil where there is none, or it can't be had here.
    private func mask(of brief: Brief, over size: PixelSize?) async -> SourcePicture? {
        guard let name = brief.mask, let source, !name.lowercased().hasPrefix("http"),
            let bytes = try? await source.bytes(of: name, largest: ReferenceLimits.bytes)
        else { return nil }
        return try? await queue.run { try ReferenceLimits.mask(bytes, over: size).picture }
    }

    private func bytes(of digest: SHA256Digest) async -> [UInt8]? {
        guard let path = assets.path(of: digest) else { return nil }
        return try? await queue.run { [UInt8](try Data(contentsOf: URL(filePath: path))) }
    }

    // MARK: Judgements

    private func isJudged(_ made: CachedResult, _ item: BatchItem, _ brief: Brief, before: Given?) async -> Bool {
        guard !judges.isEmpty, let bytes = await bytes(of: made.sha256),
            let shown = try? await JudgeAgent.small(bytes, on: queue)
        else { return false }
        let question = JudgeQuestion(rubric: rubric, prompt: item.prompt, of: brief)
        var earlier: SourcePicture?
        if question.isEdit {
            guard let before, let small = try? await JudgeAgent.small(before.picture.bytes, on: queue) else {
                return false
            }
            earlier = small
        }
        let request = question.request(showing: shown, before: earlier)
        for judge in judges where await answer(to: request, from: judge.model) == nil { return false }
        return true
    }
}
