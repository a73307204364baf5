package import Core
import Crypto
package import Imaging

/// Makes one attempt of one picture: asks the provider, marks the file with where it came from, keeps it.
package struct ImageAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "image"
    package let name = Self.uses
    let models: ImageModels
    private let assets: any AssetStore
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
        return models.offers(
            for: item, of: order.brief, seed: seed,
            references: FetchedReference.all(of: order.brief, in: order.records))
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let (item, seed) = subject(of: order) else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        let prepared: (provider: any ImageProvider, request: ImageRequest)
        do {
            prepared = try await prepare(item, seed, order)
        } catch {
            return AgentAnswer(.failed(error))
        }
        let (provider, request) = prepared
        let model = provider.model
        let key = RequestKey.digest(of: request, from: model, attempt: order.task.attempt)
        if let asset = await cache?.asset(for: key, of: item, seed: seed, order) {
            signals.send(.activity(order.task.id, "reusing \(item.key), which an equal request has made"))
            return done(asset, Spending(settled: asset.cost))
        }
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
            return done(asset, spending)
        } catch let failure as TaskFailure {
            return AgentAnswer(.failed(failure), spending: spending)
        } catch {
            return AgentAnswer(
                .failed(
                    TaskFailure(.permanent, "what \(model.name) made for \(item.key) can't be used: \(error)")),
                spending: spending)
        }
    }

    private func done(_ asset: Asset, _ spending: Spending) -> AgentAnswer {
        AgentAnswer(
            .done(["sha256": .string(asset.sha256.hex), "attempt": .integer(Int64(asset.attempt))]),
            records: [AssetProduced(asset).record], spending: spending)
    }

    func subject(of order: TaskOrder) -> (item: BatchItem, seed: Seed)? {
        guard let key = order.task.asset, let seed = order.seed,
            let item = order.brief.assets.first(where: { $0.key == key })
        else { return nil }
        // Every attempt goes by the same rewritten prompt.
        return (order.brief.optimise ? PromptHistory(order.records).rewritten(item) : item, seed)
    }

    /// Who is asked, and for what: the pictures of the brief that the model can use are in the request.
    func prepare(
        _ item: BatchItem, _ seed: Seed, _ order: TaskOrder
    ) async throws(TaskFailure) -> (provider: any ImageProvider, request: ImageRequest) {
        let brief = order.brief
        let fetched = FetchedReference.all(of: brief, in: order.records)
        guard let provider = order.model.map({ models[$0] }) ?? models.candidates(for: brief).first else {
            throw uncallable(order)
        }
        let used = ImageModels.used(fetched, of: brief, by: provider.model)
        if brief.kind == .edit, used.isEmpty {
            throw TaskFailure(.permanent, "there is no picture to change for \(item.key): none was fetched")
        }
        let pictures: [SourcePicture]
        do {
            pictures = try await ReferenceShelf(assets: assets, queue: queue).pictures(used)
        } catch let failure as TaskFailure {
            throw failure
        } catch {
            throw TaskFailure(.needsPerson, "a picture that the brief refers to could not be read: \(error)")
        }
        guard
            let request = models.request(
                for: item, of: brief, seed: seed, from: provider.model, guidance: order.guidance,
                changing: fetched.first?.size, references: pictures)
        else { throw uncallable(order) }
        return (provider, request)
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
