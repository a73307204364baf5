package import Core
import Crypto
package import Imaging

/// Makes one attempt of one picture: asks the provider, marks the file with where it came from, keeps it.
package struct ImageAgent: Agent {
    package let name = "image"
    private let models: ImageModels
    private let assets: any AssetStore
    private let queue: ImagingQueue

    package init(models: ImageModels, assets: any AssetStore, queue: ImagingQueue) {
        self.models = models
        self.assets = assets
        self.queue = queue
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let (item, seed) = subject(of: order) else { return [] }
        return models.offers(for: item, of: order.brief, seed: seed)
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let (item, seed) = subject(of: order) else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        guard let provider = order.model.map({ models[$0] }) ?? models.candidates(for: order.brief).first,
            let request = models.request(
                for: item, of: order.brief, seed: seed, from: provider.model, guidance: order.guidance)
        else {
            // The registry or the environment has changed since the model was chosen.
            let name = order.model ?? "for pictures"
            return AgentAnswer(
                .failed(
                    TaskFailure(
                        .needsPerson,
                        "the model \(name) can't be called here; 'bot doctor' says what it needs, then resume the run"))
            )
        }
        signals.send(.activity(order.task.id, "drawing \(item.key) with seed \(request.seed)"))
        let media: GeneratedMedia
        do throws(ProviderError) {
            media = try await provider.image(for: request)
        } catch {
            var spending = Spending.nothing
            if case .wasted(_, let cost) = error { spending = Spending(settled: cost) }
            return AgentAnswer(.failed(TaskFailure(error, provider: provider.model.provider)), spending: spending)
        }
        let spending = Spending(settled: media.cost)
        do {
            let asset = try await keep(media, of: item, request, from: provider.model, attempt: order.task.attempt)
            return AgentAnswer(
                .done(["sha256": .string(asset.sha256.hex), "attempt": .integer(Int64(asset.attempt))]),
                records: [AssetProduced(asset).record], spending: spending)
        } catch let failure as TaskFailure {
            return AgentAnswer(.failed(failure), spending: spending)
        } catch {
            return AgentAnswer(
                .failed(
                    TaskFailure(.permanent, "what \(provider.model.name) made for \(item.key) can't be used: \(error)")),
                spending: spending)
        }
    }

    private func subject(of order: TaskOrder) -> (item: BatchItem, seed: Seed)? {
        guard let key = order.task.asset, let seed = order.seed,
            let item = order.brief.assets.first(where: { $0.key == key })
        else { return nil }
        // Every attempt goes by the same rewritten prompt.
        return (order.brief.optimise ? PromptHistory(order.records).rewritten(item) : item, seed)
    }

    /// The file keeps the type in which it came; one that came signed is kept byte for byte.
    private func keep(
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
            cost: media.cost, isSigned: marked.isSigned)
    }
}
