package import Core
import Engine
import FoundationEssentials
package import Imaging
package import Review

/// Scores one attempt of one picture and sends it back, with the next seed, while it is weak and attempts are left.
package struct ReviewAgent: Agent {
    package let name = "review"
    private let review: AssetReview
    private let assets: any AssetStore
    private let queue: ImagingQueue
    private let models: ImageModels

    /// `models`: a picture is held to what its model could be asked for; one of a model that is not among them, to the brief.
    package init(
        review: AssetReview, assets: any AssetStore, queue: ImagingQueue, models: ImageModels = ImageModels([])
    ) {
        self.review = review
        self.assets = assets
        self.queue = queue
        self.models = models
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let history = AssetHistory(order.records)
        guard let key = order.task.asset, let asset = history.produced[key]?[order.task.attempt],
            let path = assets.path(of: asset.sha256)
        else {
            return AgentAnswer(
                .failed(
                    TaskFailure(
                        .permanent,
                        "the picture of \(order.task.id) is not in the state folder; 'bot run --fresh' makes it anew")))
        }
        signals.send(.activity(order.task.id, "reviewing \(key)"))
        let bar = ReviewBar(order)
        let judged: AssetJudged
        do {
            let result = try await judgement(of: path, asset, order, under: bar)
            judged = AssetJudged(
                key: key, attempt: asset.attempt, judgement: result.judgement, hash: result.hash.bits,
                thresholds: bar.recorded(for: result.judgement))
        } catch {
            let unjudged = AssetJudged(
                key: key, attempt: asset.attempt, judgement: Judgement(score: 0, verdict: .unjudged, criteria: [:]),
                hash: nil)
            if Self.isAtFault(error) {
                return answer(to: unjudged, history, order, bar)
            }
            let message = "attempt \(asset.attempt) of \(key) could not be judged: \(error)"
            return AgentAnswer(.done(.null, shortfall: message), records: [unjudged.record])
        }
        return answer(to: judged, history, order, bar)
    }

    /// Whether it is the file that can't be judged, so that another attempt may be better.
    private static func isAtFault(_ error: any Error) -> Bool {
        switch error as? ImagingError {
        case .damaged, .unknownFormat, .unsupported, .tooLarge: true
        case .libraryMissing, .failed, nil: false
        }
    }

    private func judgement(
        of path: String, _ asset: Asset, _ order: TaskOrder, under bar: ReviewBar
    ) async throws -> ReviewResult {
        let brief = order.brief
        let item = brief.assets.first { $0.key == asset.key }
        let model = models[asset.model]?.model
        let size = brief.size(of: item, changed: FetchedReference.all(of: brief, in: order.records).first?.size)
        // A model that is told no size is held to none.
        let expected = model?.sizes == .ofReference ? nil : model?.sizes.nearest(to: size) ?? size
        let expectation = AssetExpectation(
            size: expected, format: model?.format(for: brief.format) ?? brief.format,
            palette: brief.palette, threshold: bar.score)
        let review = AssetReview(settings: bar.settings(from: review.settings))
        return try await queue.run {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return try review.judge(bytes: bytes, expectation: expectation)
        }
    }

    /// What follows from all judgements of the asset so far, the newest included.
    private func answer(
        to newest: AssetJudged, _ history: AssetHistory, _ order: TaskOrder, _ bar: ReviewBar
    ) -> AgentAnswer {
        let known = history.judged[newest.key] ?? [:]
        let judgements = (1...max(1, newest.attempt)).map { attempt in
            attempt == newest.attempt
                ? newest.judgement
                : known[attempt]?.judgement ?? Judgement(score: 0, verdict: .unjudged, criteria: [:])
        }
        let policy = AttemptPolicy(threshold: bar.score, attempts: order.brief.attempts)
        let step = policy.next(after: judgements)
        let isSupplied = history.produced[newest.key]?[newest.attempt]?.provider == SuppliedFile.provider
        if !isSupplied, case .again(let attempt) = step, let chain = Regeneration(of: order.task) {
            let maker = history.produced[newest.key]?[newest.attempt].flatMap { models[$0.model]?.model }
            let adjustment = PromptAdjustment(of: newest, after: known[newest.attempt - 1], under: bar, by: maker)
            let again = chain.tasks(for: newest.key, attempt: attempt).map { $0.noting(adjustment.notes) }
            return AgentAnswer(.spawn(again, output: .null), records: [newest.record])
        }
        var records = [newest.record]
        // The bar has come down since an earlier attempt missed it: its record says so before it is chosen.
        if case .accept(let best) = step, best != newest.attempt, let earlier = known[best] {
            records.append(bar.judged(again: earlier, settings: review.settings).record)
        }
        let best = AttemptPolicy.best(of: judgements) ?? newest.attempt
        let reason = policy.reason(after: judgements).map { "\(newest.key): \($0)" }
        return AgentAnswer(.done(["attempt": .integer(Int64(best))], shortfall: reason), records: records)
    }
}
