package import Core
import FoundationEssentials
package import Imaging
package import Review

/// Has one attempt of one picture judged by a vision model, between its making and its review.
///
/// It never fails for good: a judge that can't be asked, refuses or answers nonsense leaves the picture unjudged, which is
/// written down with its reason and is neither a score nor a cause to make the picture again.
package struct JudgeAgent: Agent {
    /// What workflows give under `uses`.
    package static let uses = "judge"
    package let name = Self.uses
    private let judges: JudgeModels
    private let semantic: SemanticReview
    private let free: PictureReview
    private let assets: any AssetStore
    private let queue: ImagingQueue
    private let repeatable: MicroDollars
    private let cache: AnswerCache?

    /// `models` are those that made the pictures; without a cache every question is asked anew.
    ///
    /// `repeatable`: under this price a judgement whose outcome is unknown is simply asked for again.
    package init(
        judges: JudgeModels, semantic: SemanticReview, review: AssetReview, assets: any AssetStore,
        queue: ImagingQueue, models: ImageModels = ImageModels([]), repeatable: MicroDollars = MicroDollars(50_000),
        cache: AnswerCache? = nil
    ) {
        self.judges = judges
        self.semantic = semantic
        free = PictureReview(review: review, queue: queue, models: models)
        self.assets = assets
        self.queue = queue
        self.repeatable = repeatable
        self.cache = cache
    }

    /// The name of the offer that stands for going without a judge, which is always affordable.
    package static let nobody = "no judge"

    /// The panels that could judge, each for what all of its answers may cost; nil where there is none.
    ///
    /// Going without is always among them: where money is short the pictures go before what is said of them.
    package func offers(for order: TaskOrder) -> [ModelOffer]? {
        let panels = judges.panels(for: order.brief)
        guard !panels.isEmpty, let question = question(of: order) else { return nil }
        let request = question.requestForPrice
        var offers = panels.compactMap { panel -> ModelOffer? in
            let prices = panel.map { $0.price(of: request) }
            guard let first = panel.first?.model, !prices.contains(nil) else { return nil }
            let price = prices.reduce(MicroDollars.zero) { $0 + ($1 ?? .zero) } * asks
            return ModelOffer(
                model: first.name, provider: first.provider, tier: max(first.tier, order.brief.quality),
                quality: max(first.quality, 0.001), price: price, isRepeatable: price < repeatable)
        }
        offers.append(
            ModelOffer(
                model: Self.nobody, provider: "none", tier: .high, quality: 0, price: .zero, isRepeatable: true))
        return offers
    }

    /// How often a judge may be asked about one picture.
    private var asks: Int { semantic.settings.band > 0 ? 2 : 1 }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let history = AssetHistory(order.records)
        guard let key = order.task.asset, let asset = history.produced[key]?[order.task.attempt],
            let path = assets.path(of: asset.sha256), let question = question(of: order)
        else { return AgentAnswer(.done(.null)) }  // The review says what is missing.
        let bar = ReviewBar(order)
        let measured: Judgement
        switch await look(at: asset, in: path, order, bar) {
        case .success(let judgement): measured = judgement
        case .failure(let lack): return unjudged(asset, because: lack.reason)
        }
        let panel = judges.panel(of: order.model, for: order.brief)
        guard !panel.isEmpty else { return unjudged(asset, because: absence(of: order.model)) }
        let request: TextRequest
        do {
            request = try await question.request(showing: shown(path), before: before(order))
        } catch let failure as TaskFailure {
            return unjudged(asset, because: failure.message)
        } catch {
            return unjudged(asset, because: "it could not be made small for the judge: \(error)")
        }
        signals.send(.activity(order.task.id, "judging \(key)"))
        var sitting = JudgeSitting(
            request, semantic: semantic, measured: measured, bar: bar, asset: asset, order, cache: cache)
        let before = Set((history.assessed[key]?[asset.attempt] ?? []).compactMap(\.model))
        for judge in panel where !before.contains(judge.model.name) {
            await sitting.hear(judge, isLastTry: order.tryNumber >= order.task.retry.tries)
        }
        return sitting.answer
    }

    /// Why nobody is asked about a picture.
    private struct Lack: Error { let reason: String }

    /// What can be said of the picture for nothing; a failure where it is not worth a judgement, or none of ours to judge.
    private func look(
        at asset: Asset, in path: String, _ order: TaskOrder, _ bar: ReviewBar
    ) async -> Result<Judgement, Lack> {
        if asset.provider == SuppliedFile.provider { return .failure(Lack(reason: "a person chose it")) }
        if asset.mediaType == .mp4 { return .failure(Lack(reason: "a judge looks at pictures only")) }
        do {
            let judgement = try await free.result(of: path, asset, order, under: bar).judgement
            guard judgement.score >= bar.score else {
                return .failure(Lack(reason: "it fails by what was measured already, so no judgement was bought"))
            }
            return .success(judgement)
        } catch {
            return .failure(Lack(reason: "it could not be read: \(error)"))
        }
    }

    private func absence(of model: String?) -> String {
        guard model == Self.nobody else { return "no judge can be called here" }
        return "what is left of the budget goes to pictures first"
    }

    private func unjudged(_ asset: Asset, because reason: String) -> AgentAnswer {
        let record = AssetAssessed(
            key: asset.key, attempt: asset.attempt, model: nil, rubric: semantic.rubric.digest,
            outcome: .unjudged(reason: PlainText.line(reason)))
        return AgentAnswer(.done(["judged": false]), records: [record.record])
    }

    private func question(of order: TaskOrder) -> JudgeQuestion? {
        guard let item = order.originalItem else { return nil }
        let prompt = AssetWish.prompt(for: order) ?? item.prompt
        return JudgeQuestion(rubric: semantic.rubric, prompt: prompt, of: order.brief)
    }

    /// What an edit was made of; nil for what was made from words.
    private func before(_ order: TaskOrder) async throws -> SourcePicture? {
        guard order.brief.kind == .edit else { return nil }
        let fetched = FetchedReference.all(of: order.brief, in: order.records)
        let given = try await ReferenceShelf(assets: assets, queue: queue).pictures(Array(fetched.prefix(1)))
        guard let given = given.first else {
            throw TaskFailure(.permanent, "the picture that was changed is not known")
        }
        return try await Self.small(given.bytes, on: queue)
    }

    private func shown(_ path: String) async throws -> SourcePicture {
        try await Self.small(try await queue.run { [UInt8](try Data(contentsOf: URL(filePath: path))) }, on: queue)
    }

    /// A picture as a judge is shown it.
    static func small(_ bytes: [UInt8], on queue: ImagingQueue) async throws -> SourcePicture {
        try await queue.run {
            let small = try ImageCodec.thumbnail(of: bytes, longestSide: JudgeQuestion.longestSide, as: .jpeg)
            return SourcePicture(bytes: small, mediaType: .jpeg)
        }
    }
}
