package import Core
import Engine
package import Imaging
import Media
package import Review

/// Scores one attempt of one picture and sends it back, with the next seed, while it is weak and attempts are left.
package struct ReviewAgent: Agent {
    package let name = "review"
    private let review: AssetReview
    private let assets: any AssetStore
    private let models: ImageModels
    private let free: PictureReview
    private let semantic: SemanticReview?
    private let queue: ImagingQueue
    private let videos: VideoBench?

    /// `videos`: nil where videos can't be judged here.
    ///
    /// `models`: a picture is held to what its model could be asked for; one of a model that is not among them, to the brief.
    ///
    /// `semantic` joins what judges have said of a picture; without it nothing that they said counts.
    package init(
        review: AssetReview, assets: any AssetStore, queue: ImagingQueue, models: ImageModels = ImageModels([]),
        semantic: SemanticReview? = nil,
        videos: VideoBench? = nil
    ) {
        self.review = review
        self.assets = assets
        self.models = models
        self.semantic = semantic
        free = PictureReview(review: review, queue: queue, models: models)
        self.queue = queue
        self.videos = videos
    }

    package func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer {
        let history = AssetHistory(order.records)
        if let key = order.task.asset, history.produced[key]?[order.task.attempt] == nil {
            // Whoever was to make it could not, and the workflow goes on without.
            return AgentAnswer(
                .done(
                    .null, shortfall: "\(key): attempt \(order.task.attempt) was not made, so there is nothing to judge"
                ))
        }
        guard let key = order.task.asset, let asset = history.produced[key]?[order.task.attempt],
            let path = assets.path(of: asset.sha256)
        else {
            return AgentAnswer(
                .failed(
                    TaskFailure(
                        .permanent,
                        "what \(order.task.id) is to judge is not in the state folder; 'bot run --fresh' makes it anew")
                ))
        }
        signals.send(.activity(order.task.id, "reviewing \(key)"))
        let bar = ReviewBar(order)
        let judged: AssetJudged
        do {
            let result =
                try await asset.mediaType == .mp4
                ? judgement(ofVideo: path, asset, order, under: bar)
                : free.result(of: path, asset, order, under: bar)
            let assessed = history.assessed[key]?[asset.attempt] ?? []
            let (judgement, verdict) = joined(result.judgement, with: assessed, under: bar)
            judged = AssetJudged(
                key: key, attempt: asset.attempt, judgement: judgement, hash: result.hash.bits,
                thresholds: bar.recorded(for: judgement), semantic: verdict)
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
        if let error = error as? MediaError {
            return switch error {
            case .failed, .unreadable: true
            case .notStarted, .timedOut, .cancelled, .outputTooLarge, .storage: false
            }
        }
        return switch error as? ImagingError {
        case .damaged, .unknownFormat, .unsupported, .tooLarge: true
        case .libraryMissing, .failed, nil: false
        }
    }

    private func judgement(
        ofVideo path: String, _ asset: Asset, _ order: TaskOrder, under bar: ReviewBar
    ) async throws -> ReviewResult {
        guard let videos else { throw MediaError.notStarted(program: "ffmpeg", reason: MediaTools.advice) }
        let review = VideoReview(settings: bar.settings(from: review.settings), media: videos.media, queue: queue)
        let frame = order.inputs.values.lazy.compactMap { $0["firstFrame"]?.string }.first
        return try await review.judge(
            path: path,
            expectation: try await videos.expectation(
                of: asset, order.brief, firstFrame: frame.flatMap { SHA256Digest(hex: $0) }.flatMap(assets.path),
                threshold: bar.score, queue: queue))
    }

    /// With what judges have said of the picture, if anybody has.
    private func joined(
        _ measured: Judgement, with assessed: [AssetAssessed], under bar: ReviewBar
    ) -> (judgement: Judgement, semantic: SemanticVerdict?) {
        let voices = assessed.compactMap { record in
            record.assessment.map { JudgePanel.Voice(model: record.model ?? "", assessment: $0) }
        }
        guard let semantic, let panel = JudgePanel(voices, under: semantic) else { return (measured, nil) }
        let verdict = SemanticVerdict(
            score: panel.score,
            verdict: semantic.verdict(on: panel, threshold: bar.score, floors: bar.thresholds),
            disputes: panel.disputes)
        return (semantic.joined(measured, with: panel, threshold: bar.score, floors: bar.thresholds), verdict)
    }

    /// What follows from all judgements of the asset so far, the newest included.
    private func answer(
        to newest: AssetJudged, _ history: AssetHistory, _ order: TaskOrder, _ bar: ReviewBar
    ) -> AgentAnswer {
        let known = history.judged[newest.key] ?? [:]
        // One that was chosen from several attempts is not tried again as often as it was.
        let made = history.produced[newest.key]?[newest.attempt]?.standsFor ?? 1
        let judgements = (1...max(1, newest.attempt, made)).map { attempt in
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
            records.append(bar.judged(again: earlier, settings: review.settings, semantic: semantic).record)
        }
        let best = AttemptPolicy.best(of: judgements) ?? newest.attempt
        let reason = policy.reason(after: Array(judgements.prefix(newest.attempt))).map { "\(newest.key): \($0)" }
        return AgentAnswer(.done(["attempt": .integer(Int64(best))], shortfall: reason), records: records)
    }
}
