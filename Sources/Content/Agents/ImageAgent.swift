package import Core
import Crypto
package import Imaging

/// Makes one attempt of one picture: asks the provider, marks the file with where it came from, keeps it.
package struct ImageAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "image"
    package let name = Self.uses
    let models: ImageModels
    let assets: any AssetStore
    let queue: ImagingQueue
    let cache: AssetCache?
    /// Nil where pictures are made on the spot only.
    let desk: JobDesk?

    /// Without a cache every picture is made anew; without a `time` no model is asked that works in its own.
    package init(
        models: ImageModels, assets: any AssetStore, queue: ImagingQueue, cache: AssetCache? = nil,
        time: (any TimeSource)? = nil
    ) {
        self.models = models
        self.assets = assets
        self.queue = queue
        self.cache = cache
        desk = time.map { JobDesk(time: $0) }
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let (item, seed) = subject(of: order) else { return [] }
        let history = AssetHistory(order.records)
        // A scene that was made together with the others, or that a person has brought.
        if made(for: order, history) != nil { return nil }
        return models.offers(
            for: item, of: order.brief, seed: seed, references: fetched(for: order),
            before: SceneBefore(item.key, of: order.brief, in: history)?.reference)
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let (item, seed) = subject(of: order) else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        if let asset = made(for: order, AssetHistory(order.records)) {
            return AgentAnswer(.done(output(of: asset)))
        }
        let prepared: Prepared
        do {
            prepared = try await prepare(item, seed, order)
        } catch {
            return AgentAnswer(.failed(error))
        }
        let (provider, request) = (prepared.provider, prepared.request)
        let model = provider.model
        let key = RequestKey.digest(of: request, from: model, attempt: order.task.attempt)
        if let asset = await cache?.asset(for: key, of: item, seed: request.seed, order) {
            signals.send(.activity(order.task.id, "reusing \(item.key), which an equal request has made"))
            return done(asset, prepared, Spending(settled: asset.cost))
        }
        if let shortage = shortage(for: request, from: model) { return AgentAnswer(.failed(shortage)) }
        if let desk, let jobs = (provider as? PendingImages)?.jobs {
            signals.send(.activity(order.task.id, "having \(item.key) drawn by \(jobs.model.name)"))
            return await desk.begin(order, at: jobs) { () async throws(ProviderError) in
                try await jobs.begin(request)
            }
        }
        signals.send(.activity(order.task.id, "drawing \(item.key) with seed \(request.seed)"))
        let media: GeneratedMedia
        do throws(ProviderError) {
            media = try await provider.image(for: request)
        } catch {
            var spending = Spending.nothing
            if case .wasted(_, let cost) = error { spending = Spending(settled: cost) }
            return AgentAnswer(.failed(TaskFailure(error, provider: model.provider)), spending: spending)
        }
        let spending = Spending(settled: media.cost)
        do {
            let asset = try await keep(media, of: item, request, from: model, attempt: order.task.attempt)
            await cache?.keep(asset, for: key)
            return done(asset, prepared, spending, tokens: media.tokens)
        } catch let failure as TaskFailure {
            return AgentAnswer(.failed(failure), spending: spending)
        } catch {
            return AgentAnswer(
                .failed(
                    TaskFailure(.permanent, "what \(model.name) made for \(item.key) can't be used: \(error)")),
                spending: spending)
        }
    }

    /// Why nothing is bought just now: what can't be kept would be paid for in vain; nil where there is room, and for what is free.
    private func shortage(for request: ImageRequest, from model: Model) -> TaskFailure? {
        // No file of a picture is larger than its pixels, by more than what is written about it.
        let needed = 3 * request.size.width * request.size.height + 1 << 20
        guard model.price.most(for: request.size, promptBytes: 0) ?? .zero > .zero, let room = assets.room(),
            room < needed
        else { return nil }
        return TaskFailure(
            .needsPerson,
            "the disk of the state folder has only \(Figures.bytes(room)) left, and a picture may take \(Figures.bytes(needed)): "
                + "nothing was bought; free some space, then resume the run")
    }

    private func done(
        _ asset: Asset, _ prepared: Prepared, _ spending: Spending, tokens: Int? = nil
    ) -> AgentAnswer {
        let harvest = JobDesk.Harvest(output: output(of: asset), records: [])
        return AgentAnswer(
            .done(harvest.output(with: tokens)), records: records(of: asset, prepared), spending: spending)
    }

    func output(of asset: Asset) -> JSONValue {
        ["sha256": .string(asset.sha256.hex), "attempt": .integer(Int64(asset.attempt))]
    }

    func records(of asset: Asset, _ prepared: Prepared) -> [RoomFact] {
        [AssetProduced(asset).record] + (prepared.link.map { [$0.record] } ?? [])
    }

    /// The attempt of a scene that is there before its task begins.
    private func made(for order: TaskOrder, _ history: AssetHistory) -> Asset? {
        guard order.brief.kind == .story, let key = order.task.asset else { return nil }
        return history.produced[key]?[order.task.attempt]
    }

    func subject(of order: TaskOrder) -> (item: BatchItem, seed: Seed)? {
        // Every attempt goes by the same rewritten prompt.
        guard let seed = order.seed, let item = order.item else { return nil }
        return (item, AssetWish.seed(for: order) ?? seed)
    }

    /// The pictures that the brief refers to, as far as they were fetched.
    func fetched(for order: TaskOrder) -> [FetchedReference] {
        FetchedReference.all(of: order.brief, in: order.records)
    }

    var shelf: ReferenceShelf { ReferenceShelf(assets: assets, queue: queue) }

    /// What is asked of whom.
    struct Prepared {
        let provider: any ImageProvider
        let request: ImageRequest
        /// How a scene is tied to the one before; nil for what is no scene.
        let link: SceneLinked?
    }

    /// Who is asked, and for what: the pictures of the brief that the model can use are in the request.
    func prepare(
        _ item: BatchItem, _ seed: Seed, _ order: TaskOrder
    ) async throws(TaskFailure) -> Prepared {
        let brief = order.brief
        let fetched = fetched(for: order)
        let before = SceneBefore(item.key, of: brief, in: AssetHistory(order.records))
        guard let provider = order.model.map({ models[$0] }) ?? models.candidates(for: brief).first else {
            throw uncallable(order)
        }
        let used = ImageModels.used(fetched, before: before?.reference, of: brief, by: provider.model)
        if brief.kind == .edit, used.isEmpty {
            throw TaskFailure(.permanent, "there is no picture to change for \(item.key): none was fetched")
        }
        let fetchedMask = FetchedReference.mask(of: brief, in: order.records)
        if brief.mask != nil, fetchedMask == nil {
            throw TaskFailure(.permanent, "there is no mask for \(item.key): none was fetched")
        }
        let pictures: [SourcePicture]
        let mask: SourcePicture?
        do {
            pictures = try await shelf.pictures(used)
            mask = try await shelf.pictures(fetchedMask.map { [$0] } ?? []).first
        } catch let failure as TaskFailure {
            throw failure
        } catch {
            throw TaskFailure(.needsPerson, "a picture that the brief refers to could not be read: \(error)")
        }
        let link = brief.kind == .story ? link(of: item.key, order, to: before, used, by: provider.model) : nil
        guard
            let request = models.request(
                for: item, of: brief, seed: link?.link == .seed ? before?.asset.seed ?? seed : seed,
                from: provider.model, guidance: order.guidance,
                changing: fetched.first?.size, references: pictures, mask: mask)
        else { throw uncallable(order) }
        return Prepared(provider: provider, request: request, link: link)
    }

    /// How a scene is tied to the one before: by its picture, else by its seed, which only a first attempt shares.
    private func link(
        of key: AssetKey, _ order: TaskOrder, to before: SceneBefore?, _ used: [FetchedReference], by model: Model
    ) -> SceneLinked {
        let attempt = order.task.attempt
        guard let before else { return SceneLinked(key: key, attempt: attempt, link: .first) }
        if used.contains(before.reference) {
            return SceneLinked(key: key, attempt: attempt, link: .reference, to: before.asset.sha256)
        }
        guard attempt == 1, before.seed(for: model) != nil else {
            return SceneLinked(key: key, attempt: attempt, link: .words)
        }
        return SceneLinked(key: key, attempt: attempt, link: .seed, to: before.asset.sha256)
    }

    /// The registry or the environment has changed since the model was chosen.
    private func uncallable(_ order: TaskOrder) -> TaskFailure {
        TaskFailure(
            .needsPerson,
            "the model \(order.model ?? "for pictures") can't be called here; 'bot doctor' says what it needs, "
                + "then resume the run")
    }

    /// The file keeps the type in which it came; one that came signed is kept byte for byte.
    func keep(
        _ media: GeneratedMedia, of item: BatchItem, _ request: ImageRequest, from model: Model, attempt: Int
    ) async throws -> Asset {
        let seed = media.seed ?? request.seed
        // Without a seed of the service's own nothing is claimed: no number makes that picture again.
        let provenance = Provenance(
            model: model.description, seed: model.takesSeed ? seed : nil,
            promptSHA256: SHA256.digest(of: request.prompt))
        let (header, marked) = try await queue.run {
            let header = try ImageCodec.header(of: media.bytes)
            // What nobody could open is not passed on either: a small file can claim to unfold into gigabytes.
            try ImageLimits.standard.check(byteCount: media.bytes.count)
            try ImageLimits.standard.check(header.size)
            return (header, try provenance.embed(in: media.bytes))
        }
        let digest: SHA256Digest
        do {
            digest = try await assets.put(marked.bytes)
        } catch {
            // The picture is good, the place for it is not: no other picture would fare better.
            throw TaskFailure(.needsPerson, "the picture of \(item.key) could not be kept: \(error)")
        }
        return Asset(
            key: item.key, attempt: attempt, sha256: digest, mediaType: header.mediaType, size: header.size,
            bytes: marked.bytes.count, provider: model.provider, model: model.name, prompt: request.prompt, seed: seed,
            cost: media.cost, isSigned: marked.isSigned, isReproducible: model.takesSeed)
    }
}
