package import Core
import Crypto
package import Imaging

/// Makes one attempt of one picture: asks the provider, marks the file with where it came from, keeps it.
package struct ImageAgent: Agent {
    package let name = "image"
    private let provider: any ImageProvider
    private let assets: any AssetStore
    private let queue: ImagingQueue

    package init(provider: any ImageProvider, assets: any AssetStore, queue: ImagingQueue) {
        self.provider = provider
        self.assets = assets
        self.queue = queue
    }

    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        guard let request = request(for: order)?.request else { return [] }
        let model = provider.model
        return [
            ModelOffer(
                model: model.name, provider: model.provider, tier: .high, quality: 0.5,
                price: provider.price(of: request), isRepeatable: !model.isTrained)
        ]
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        guard let (item, request) = request(for: order) else {
            return AgentAnswer(.failed(TaskFailure(.permanent, "\(order.task.id) names no asset of the brief")))
        }
        signals.send(.activity(order.task.id, "drawing \(item.key) with seed \(request.seed)"))
        let media: GeneratedMedia
        do throws(ProviderError) {
            media = try await provider.image(for: request)
        } catch {
            return AgentAnswer(.failed(TaskFailure(error, provider: provider.model.provider)))
        }
        let spending = Spending(settled: media.cost)
        do {
            let asset = try await keep(media, of: item, request, attempt: order.task.attempt)
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

    private func request(for order: TaskOrder) -> (item: BatchItem, request: ImageRequest)? {
        guard let key = order.task.asset, let seed = order.seed,
            let item = order.brief.assets.first(where: { $0.key == key })
        else { return nil }
        let brief = order.brief
        return (
            item,
            ImageRequest(
                prompt: item.prompt, negativePrompt: brief.negativePrompt, style: brief.style, palette: brief.palette,
                size: item.size ?? brief.size, format: brief.format, seed: seed)
        )
    }

    /// The file keeps the type in which it came; one that came signed is kept byte for byte.
    private func keep(
        _ media: GeneratedMedia, of item: BatchItem, _ request: ImageRequest, attempt: Int
    ) async throws -> Asset {
        let model = provider.model
        let seed = media.seed ?? request.seed
        let provenance = Provenance(
            digitalSourceType: model.isTrained ? .trainedAlgorithmicMedia : .algorithmicMedia,
            provider: model.provider, model: model.name, seed: seed,
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
