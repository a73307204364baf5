package import Core
import Crypto
import FoundationEssentials
package import Imaging
package import Media

/// Has one attempt of one video made as a job: begins it, looks at it until it is done, and keeps what came of it.
///
/// The tasks before it may put out the digests of kept pictures: `firstFrame`, `lastFrame`, and `references` as a list. Its own
/// output names the video as `sha256`, and its last frame as `lastFrame` where the task's parameter `lastFrame` is true.
///
/// A task with the parameter `draft` has a small one made where a model makes drafts, and puts out `draftTask` and `draftModel`; the
/// first attempt of a task behind it has the whole one made from that draft. A draft is no asset of the run's.
package struct VideoAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "video"
    package let name = Self.uses
    private let models: VideoModels
    private let assets: any AssetStore
    private let media: MediaTools?
    private let queue: ImagingQueue
    private let desk: JobDesk
    private let cache: AssetCache?

    /// Without a cache every video is made anew.
    package init(
        models: VideoModels, assets: any AssetStore, media: MediaTools?, queue: ImagingQueue,
        cache: AssetCache? = nil, time: any TimeSource
    ) {
        self.models = models
        self.assets = assets
        self.media = media
        self.queue = queue
        self.cache = cache
        desk = JobDesk(time: time)
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let (item, seed) = subject(of: order) else { return [] }
        guard let scene = SceneFrames(order) else {
            // No model can film a scene that was never drawn: the try says so, and buys nothing.
            if order.brief.kind == .story { return nil }
            if isDraft(order), !models.makeDrafts(order.brief) { return nil }
            return models.candidates(for: order.brief).filter { !isDraft(order) || $0.model.clips.makesDrafts }
                .flatMap { provider in
                    models.offers(
                        for: item, of: order.brief, seed: seed,
                        frames: frames(of: order, by: provider.model) ?? VideoFrames()
                    ).filter { $0.model == provider.model.name }
                }
        }
        // Each model is given the pictures in its own way.
        return models.candidates(for: order.brief).flatMap { provider in
            models.offers(
                for: item, of: order.brief, seed: seed,
                frames: frames(of: scene, by: provider.model, order) ?? VideoFrames()
            ).filter { $0.model == provider.model.name }
        }
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let (item, seed) = subject(of: order) else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        guard media != nil else { return AgentAnswer(.failed(TaskFailure(.needsPerson, MediaTools.advice))) }
        if order.brief.kind == .story, SceneFrames(order) == nil {
            return AgentAnswer(
                .failed(TaskFailure(.permanent, "\(item.key) can't be filmed: its scene has no picture")))
        }
        // Nothing is bought: the video is made at once, in the task behind this one.
        if isDraft(order), !models.makeDrafts(order.brief) { return AgentAnswer(.done([:])) }
        guard let provider = provider(for: order) else { return AgentAnswer(.failed(missing(order.model))) }
        guard let frames = frames(of: order, by: provider.model) else {
            return AgentAnswer(
                .failed(
                    TaskFailure(
                        .permanent,
                        "a picture that \(item.key) starts from is not in the state folder; 'bot run --fresh' makes it anew"
                    )))
        }
        guard
            let request = models.request(
                for: item, of: order.brief, seed: seed, from: provider.model, frames: frames,
                guidance: order.guidance)
        else { return AgentAnswer(.failed(missing(order.model))) }
        if isDraft(order), await isMade(item, seed, frames, by: provider.model, order) {
            return AgentAnswer(.done([:]))
        }
        let key = RequestKey.digest(of: request, from: provider.model, attempt: order.task.attempt)
        // A draft is not kept for another run: its service forgets it after some days.
        if request.draft != .small, let asset = await cache?.asset(for: key, of: item, seed: seed, order) {
            signals.send(.activity(order.task.id, "reusing \(item.key), which an equal request has made"))
            let harvest = harvest(of: asset, by: provider.model, order)
            return AgentAnswer(
                .done(harvest.output), records: harvest.records, spending: Spending(settled: asset.cost))
        }
        signals.send(.activity(order.task.id, "having \(item.key) filmed by \(provider.model.name)"))
        return await desk.begin(order, at: provider) { () async throws(ProviderError) in
            try await provider.begin(request)
        }
    }

    package func pace(of order: TaskOrder) -> Duration? { provider(for: order)?.pace ?? Self.usualPace }
    private static let usualPace = Duration.seconds(10)

    package func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook {
        guard let (item, seed) = subject(of: order), let provider = provider(for: order) else {
            signals.send(.activity(order.task.id, missing(order.model).message))
            return .unseen(after: .seconds(60))
        }
        return await desk.look(at: token, for: order, of: provider, signals: signals) { result in
            do {
                let asset = try await keep(result, of: item, seed: seed, from: provider.model, order)
                if isDraft(order) {
                    let place = assets.path(of: asset.sha256) ?? asset.sha256.hex
                    signals.send(.activity(order.task.id, "the draft of \(item.key) lies at \(place)"))
                    return drafted(asset, token)
                }
                await remember(asset, of: item, seed: seed, from: provider.model, order)
                return harvest(of: asset, by: provider.model, order)
            } catch let error as MediaError {
                throw TaskFailure(error, of: item.key, by: provider.model)
            }
        }
    }

    package func leavesTrace(_ order: TaskOrder) -> Bool {
        provider(for: order).map { !$0.model.price.isFree } ?? false
    }

    package func find(
        _ order: TaskOrder, begunAfter start: Timestamp, signals: any SignalSink
    ) async -> JobSearch {
        guard let (item, seed) = subject(of: order), let provider = provider(for: order),
            let frames = frames(of: order, by: provider.model),
            let request = models.request(
                for: item, of: order.brief, seed: seed, from: provider.model, frames: frames,
                guidance: order.guidance)
        else { return .unknown(reason: missing(order.model).message) }
        return await desk.find(order, of: provider, begunAfter: start, signals: signals) {
            (window) async throws(ProviderError) in try await provider.find(request, begun: window)
        }
    }

    package func abandon(_ order: TaskOrder, token: String) async {
        // Best effort: some services can't stop what has begun, and the try is booked as if it went on.
        try? await provider(for: order)?.cancel(token)
    }

    private func provider(for order: TaskOrder) -> (any VideoProvider)? {
        order.model.map { models[$0] } ?? models.candidates(for: order.brief).first
    }

    private func isDraft(_ order: TaskOrder) -> Bool { order.task.parameters["draft"]?.bool ?? false }

    /// How the order's video and a draft belong together, where a model is asked that makes them.
    ///
    /// Another attempt is another video, of which there is no draft.
    private func draft(of order: TaskOrder, by model: Model) -> VideoDraft? {
        if isDraft(order) { return .small }
        guard order.task.attempt == 1 else { return nil }
        return order.inputs.values.lazy.filter { $0["draftModel"]?.string == model.name }
            .compactMap { $0["draftTask"]?.string }.first.map(VideoDraft.whole)
    }

    /// Whether the whole video is there already, and needs no draft.
    private func isMade(
        _ item: BatchItem, _ seed: Seed, _ frames: VideoFrames, by model: Model, _ order: TaskOrder
    ) async -> Bool {
        var whole = frames
        whole.draft = nil
        guard let cache,
            let request = models.request(
                for: item, of: order.brief, seed: seed, from: model, frames: whole, guidance: order.guidance)
        else { return false }
        let key = RequestKey.digest(of: request, from: model, attempt: order.task.attempt)
        return await cache.asset(for: key, of: item, seed: seed, order) != nil
    }

    /// What is handed on of a draft: its service makes the whole one by the job's name.
    private func drafted(_ asset: Asset, _ token: String) -> JobDesk.Harvest {
        JobDesk.Harvest(
            output: [
                "draft": .string(asset.sha256.hex), "draftTask": .string(token), "draftModel": .string(asset.model),
            ], records: [RoomFact(type: "video.drafted", payload: AssetProduced(asset).record.payload)])
    }

    private func missing(_ model: String?) -> TaskFailure {
        TaskFailure(
            .needsPerson,
            "the model \(model ?? "for videos") can't be called here; 'bot doctor' says what it needs, then resume the run"
        )
    }

    private func subject(of order: TaskOrder) -> (item: BatchItem, seed: Seed)? {
        // Every attempt goes by the same rewritten prompt.
        guard let seed = order.seed, let item = order.item else { return nil }
        return (item, AssetWish.seed(for: order) ?? seed)
    }

    /// What a model is given to start from; nil where one of the pictures is gone.
    private func frames(of order: TaskOrder, by model: Model) -> VideoFrames? {
        guard let scene = SceneFrames(order) else {
            var frames = frames(of: order)
            frames?.draft = draft(of: order, by: model)
            return frames
        }
        return frames(of: scene, by: model, order)
    }

    /// Those of a scene, tied to the one before as the model can.
    private func frames(of scene: SceneFrames, by model: Model, _ order: TaskOrder) -> VideoFrames? {
        guard let own = picture(scene.own.hex) else { return nil }
        var frames = VideoFrames(wantsLast: order.task.parameters["lastFrame"]?.bool ?? false)
        let before: SourcePicture?
        if let digest = scene.before {
            guard let picture = picture(digest.hex) else { return nil }
            before = picture
        } else {
            before = nil
        }
        switch scene.link(by: model.clips) {
        case .lastFrame: (frames.first, frames.last) = (before, own)
        case .frames: frames.references = [own] + (before.map { [$0] } ?? [])
        default:
            frames.first = own
            if model.clips.firstFrame == .none { frames.references = [own] }
        }
        return frames
    }

    /// The pictures that the tasks before it put out; nil where one of them is gone.
    private func frames(of order: TaskOrder) -> VideoFrames? {
        var frames = VideoFrames(wantsLast: order.task.parameters["lastFrame"]?.bool ?? false)
        for output in order.inputs.sorted(by: { $0.key < $1.key }).map(\.value) {
            let places: [(String, WritableKeyPath<VideoFrames, SourcePicture?>)] = [
                ("firstFrame", \.first), ("lastFrame", \.last),
            ]
            for (name, place) in places {
                guard let digest = output[name]?.string else { continue }
                guard let picture = picture(digest) else { return nil }
                frames[keyPath: place] = picture
            }
            for digest in output["references"]?.array?.compactMap(\.string) ?? [] {
                guard let picture = picture(digest) else { return nil }
                frames.references.append(picture)
            }
        }
        return frames
    }

    /// The digest of the picture that the video starts from, for its review.
    private func firstFrame(of order: TaskOrder, by model: Model) -> String? {
        if let scene = SceneFrames(order) { return scene.first(by: model.clips)?.hex }
        return order.inputs.sorted { $0.key < $1.key }.lazy.compactMap { $0.value["firstFrame"]?.string }.last
    }

    private func picture(_ digest: String) -> SourcePicture? {
        guard let path = SHA256Digest(hex: digest).flatMap(assets.path),
            // What can't be read is as good as gone.
            let bytes = try? [UInt8](Data(contentsOf: URL(filePath: path))), let type = MediaType(sniffing: bytes)
        else { return nil }
        return SourcePicture(bytes: bytes, mediaType: type)
    }

    /// Marks the file with where it came from and keeps it, with a still that stands for it in reports.
    ///
    /// Videos may be long: none is ever held in memory as a whole.
    private func keep(
        _ result: JobResult, of item: BatchItem, seed: Seed, from model: Model, _ order: TaskOrder
    ) async throws -> Asset {
        guard let media else { throw TaskFailure(.needsPerson, MediaTools.advice) }
        let file = result.file
        let facts = try await media.probe(file)
        try ImageLimits.standard.check(facts.size)
        let still = try await media.frames(of: file, facts: facts, count: 1).first
        let poster = try await queue.run {
            try still.map { try ImageCodec.thumbnail(of: $0, longestSide: 960, as: .jpeg) }
        }
        let wantsLast = order.task.parameters["lastFrame"]?.bool ?? false
        let last =
            if let frame = result.lastFrame { frame.bytes } else {
                wantsLast ? try await media.lastFrame(of: file, facts: facts) : nil
            }
        let provenance = Provenance(
            model: model.description, seed: model.takesSeed ? result.seed ?? seed : nil,
            promptSHA256: SHA256.digest(of: item.prompt))
        // A copy: the file itself may be another run's result as well.
        let copy = "\(file).\(order.run)-\(order.task.attempt)-\(order.tryNumber)"
        let marked = try await queue.run {
            // One that an earlier process left there.
            try? FileManager.default.removeItem(atPath: copy)
            return try provenance.mark(videoAt: file, copyingTo: copy)
        }
        let asset: Asset
        do {
            let lastFrame = try await kept(last)
            asset = Asset(
                key: item.key, attempt: order.task.attempt, sha256: try await assets.take(file: copy),
                mediaType: .mp4, size: facts.size, bytes: marked.byteCount, provider: model.provider, model: model.name,
                prompt: item.prompt, seed: result.seed ?? seed, cost: result.cost, isSigned: marked.isSigned,
                isReproducible: model.takesSeed,
                film: Film(
                    duration: facts.duration, framesPerSecond: facts.framesPerSecond, poster: try await kept(poster),
                    lastFrame: lastFrame))
        } catch {
            try? FileManager.default.removeItem(atPath: copy)
            // The video is good, the place for it is not: no other would fare better.
            throw TaskFailure(.needsPerson, "the video of \(item.key) could not be kept: \(error)")
        }
        // Where this fails the file lies about until the state folder is cleaned.
        try? FileManager.default.removeItem(atPath: file)
        return asset
    }

    private func kept(_ picture: [UInt8]?) async throws -> SHA256Digest? {
        guard let picture else { return nil }
        return try await assets.put(picture)
    }

    /// Where the request can't be made out any more it is not remembered, and made anew another time.
    private func remember(
        _ asset: Asset, of item: BatchItem, seed: Seed, from model: Model, _ order: TaskOrder
    ) async {
        guard let cache, let frames = frames(of: order, by: model),
            let request = models.request(
                for: item, of: order.brief, seed: seed, from: model, frames: frames, guidance: order.guidance)
        else { return }
        await cache.keep(asset, for: RequestKey.digest(of: request, from: model, attempt: order.task.attempt))
    }

    /// What is handed on of a video, whoever made it when.
    private func harvest(of asset: Asset, by model: Model, _ order: TaskOrder) -> JobDesk.Harvest {
        var output: [String: JSONValue] = [
            "sha256": .string(asset.sha256.hex), "attempt": .integer(Int64(asset.attempt)),
        ]
        output["firstFrame"] = firstFrame(of: order, by: model).map(JSONValue.string)
        output["lastFrame"] = asset.film?.lastFrame.map { .string($0.hex) }
        let link = SceneFrames(order)?.linked(attempt: asset.attempt, by: model.clips)
        return JobDesk.Harvest(
            output: .object(output), records: [AssetProduced(asset).record] + (link.map { [$0.record] } ?? []))
    }
}

extension TaskFailure {
    /// What it means for a job that its video could not be worked on: a file at fault was paid for, and is no use.
    fileprivate init(_ error: MediaError, of key: AssetKey, by model: Model) {
        switch error {
        case .failed, .unreadable, .outputTooLarge:
            self.init(.permanent, "what \(model.name) made for \(key) can't be used: \(error)")
        case .notStarted, .timedOut, .cancelled, .storage:
            self.init(.needsPerson, "the video of \(key) could not be worked on: \(error)")
        }
    }
}
