package import Core
import Crypto

/// Makes the pictures of all scenes in one call, where the model that goes first can: they belong together from the start.
///
/// It gives up nothing: whatever it does not bring is drawn scene by scene, each to look like the one before.
package struct GroupAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "group"
    package let name = Self.uses
    /// The name of the offer that stands for drawing scene by scene, which is always affordable.
    package static let singly = "one by one"
    private let image: ImageAgent
    private let prices: StoryEstimate?

    /// Without `prices` nobody is told what it costs to have the story told again.
    package init(image: ImageAgent, prices: StoryEstimate? = nil) {
        self.image = image
        self.prices = prices
    }

    /// The scenes as they were told: a person who approves them approves these words and no others.
    package func subject(of order: TaskOrder) -> JSONValue? {
        let story = Story(order.records)
        guard let arced = story.arced else { return nil }
        var members: [String: JSONValue] = [
            "title": .string(arced.title), "arc": .string(arced.arc),
            "scenes": .array(
                arced.scenes.map { scene in
                    [
                        "title": .string(scene.title), "prompt": .string(PlainText.line(scene.prompt, limit: 240)),
                        "camera": .string(PlainText.line(scene.camera, limit: 80)),
                    ]
                }),
            "digest": .string(SHA256.digest(of: arced.record.payload.text).hex),
        ]
        if story.tellings.count > 1 {
            members["telling"] = .integer(Int64(story.tellings.count))
            members["changed"] = .array(story.changes.map(\.json))
        }
        let price = prices?.telling(order.brief).most ?? .zero
        if price > .zero { members["toldAgain"] = .integer(price.count) }
        return .object(members)
    }

    /// Nil where the model that goes first for the brief makes pictures one by one.
    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        let brief = order.brief
        let able = groups(for: brief, with: image.fetched(for: order).count)
        guard let first = image.models.candidates(for: brief).first, able.contains(where: { $0.model == first.model })
        else { return nil }
        var offers = able.compactMap { provider -> ModelOffer? in
            guard let request = request(for: order, from: provider.model, pictures: placeholders(order, provider.model))
            else { return nil }
            let model = provider.model
            return ModelOffer(
                model: model.name, provider: model.provider, product: model.id, tier: model.tier,
                quality: max(model.quality, 0.001),
                price: provider.price(of: request, count: brief.sceneCount), isRepeatable: model.price.isFree,
                loss: image.models.loss(
                    of: request, BatchItem(key: AssetKey(Self.uses), prompt: ""), brief, model,
                    image.fetched(for: order)))
        }
        offers.append(
            ModelOffer(
                model: Self.singly, provider: "none", tier: .high, quality: 0, price: .zero, isRepeatable: true))
        return offers
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let brief = order.brief
        guard let name = order.model, name != Self.singly,
            let provider = image.models[name] as? any ImageGroupProvider
        else { return AgentAnswer(.done(["pictures": 0])) }
        let model = provider.model
        let fetched = ImageModels.used(image.fetched(for: order), of: brief, by: model)
        let pictures: [SourcePicture]
        do {
            pictures = try await image.shelf.pictures(fetched)
        } catch {
            return AgentAnswer(.done(["pictures": 0, "because": .string(PlainText.line("\(error)"))]))
        }
        let scenes = items(of: order)
        guard let request = request(for: order, from: model, pictures: pictures) else {
            return AgentAnswer(.done(["pictures": 0]))
        }
        var known: [Asset] = []
        for (item, own) in single(scenes, of: request) {
            if let asset = await image.cache?.asset(for: key(of: own, model), of: item, seed: request.seed, order) {
                known.append(asset)
            }
        }
        if !known.isEmpty {
            // What has changed since is drawn to go with what is there: nothing is bought twice for it.
            signals.send(.activity(order.task.id, "reusing \(known.count) of \(scenes.count) scenes"))
            return done(known, Spending(settled: known.reduce(.zero) { $0 + $1.cost }))
        }
        signals.send(.activity(order.task.id, "drawing \(scenes.count) scenes together"))
        let group: GeneratedGroup
        do throws(ProviderError) {
            group = try await provider.images(for: request, count: scenes.count)
        } catch {
            var spending = Spending.nothing
            if case .wasted(_, let cost) = error { spending = Spending(settled: cost) }
            // Which scene is objected to, each by itself will show.
            if case .declined(let reason) = error {
                return AgentAnswer(.done(["pictures": 0, "because": .string(PlainText.line(reason))]))
            }
            return AgentAnswer(.failed(TaskFailure(error, provider: model.provider)), spending: spending)
        }
        return await kept(group, single(scenes, of: request), from: model)
    }

    private func kept(
        _ group: GeneratedGroup, _ scenes: [(item: BatchItem, request: ImageRequest)], from model: Model
    ) async -> AgentAnswer {
        let spending = Spending(settled: group.cost)
        var made: [Asset] = []
        for ((item, own), picture) in zip(scenes, group.pictures) {
            // What did not come is drawn singly.
            guard case .success(let media) = picture else { continue }
            do {
                let asset = try await image.keep(media, of: item, own, from: model, attempt: 1)
                await image.cache?.keep(asset, for: key(of: own, model))
                made.append(asset)
            } catch let failure as TaskFailure {
                // There is no place for it: what was kept so far is this run's own at the next try.
                return AgentAnswer(.failed(failure), spending: spending)
            } catch {
                continue  // A picture that can't be opened is drawn singly too.
            }
        }
        return done(made, spending)
    }

    private func done(_ assets: [Asset], _ spending: Spending) -> AgentAnswer {
        let records = assets.flatMap { asset in
            [
                AssetProduced(asset).record,
                SceneLinked(key: asset.key, attempt: asset.attempt, link: .group).record,
            ]
        }
        return AgentAnswer(
            .done(["pictures": .integer(Int64(assets.count))]), records: records, spending: spending)
    }

    /// The models of the brief that make so many pictures at once, the favourite first.
    private func groups(for brief: Brief, with references: Int) -> [any ImageGroupProvider] {
        guard brief.kind == .story, brief.sceneCount > 1 else { return [] }
        return image.models.candidates(for: brief).compactMap { provider in
            guard let group = provider as? any ImageGroupProvider,
                brief.sceneCount + min(references, provider.model.references) <= provider.model.group
            else { return nil }
            return group
        }
    }

    private func items(of order: TaskOrder) -> [BatchItem] {
        let scenes = Set(order.brief.assets(in: .scenes).map(\.key))
        let items = Story(order.records).items(of: order.brief).filter { scenes.contains($0.key) }
        guard order.brief.optimise else { return items }
        let prompts = PromptHistory(order.records)
        return items.map(prompts.rewritten)
    }

    private func placeholders(_ order: TaskOrder, _ model: Model) -> [SourcePicture] {
        ImageModels.used(image.fetched(for: order), of: order.brief, by: model)
            .map { SourcePicture(bytes: [], mediaType: $0.mediaType) }
    }

    /// All scenes in one text, each with its number.
    private func request(for order: TaskOrder, from model: Model, pictures: [SourcePicture]) -> ImageRequest? {
        let scenes = items(of: order)
        let continuity = Story(order.records).arced?.continuity ?? ""
        let lines = scenes.enumerated().map { place, item in
            let own = continuity.isEmpty ? item.prompt : item.prompt.replacing("\n" + continuity, with: "")
            return "Picture \(place + 1): \(own)"
        }
        let head =
            "\(scenes.count) pictures of one story, one for each scene, in this order, with the same figures, places and "
            + "style in all of them."
        let text = ([head] + (continuity.isEmpty ? [] : [continuity]) + lines).joined(separator: "\n")
        return image.models.request(
            for: BatchItem(key: AssetKey("group"), prompt: text), of: order.brief, seed: order.brief.seed, from: model,
            guidance: order.guidance, references: pictures)
    }

    /// What each scene would be asked for by itself: what its picture is known by, and what it is marked with.
    private func single(
        _ scenes: [BatchItem], of group: ImageRequest
    ) -> [(item: BatchItem, request: ImageRequest)] {
        scenes.map { item in
            (
                item,
                ImageRequest(
                    prompt: item.prompt, negativePrompt: group.negativePrompt, style: group.style,
                    palette: group.palette, size: group.size, format: group.format, seed: group.seed,
                    references: group.references)
            )
        }
    }

    /// Another than that of the same picture made singly.
    private func key(of request: ImageRequest, _ model: Model) -> SHA256Digest {
        SHA256.digest(of: "group " + RequestKey.digest(of: request, from: model, attempt: 1).hex)
    }
}
