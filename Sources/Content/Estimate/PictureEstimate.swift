package import Core
package import Review

/// What a brief's pictures may cost, judgements included, before anything is bought.
package struct PictureEstimate: Sendable {
    private let images: ImageModels
    /// The panel that goes first; empty where nobody judges.
    private let judges: [any TextProvider]
    private let semantic: SemanticReview
    private let rates: MeasuredRates

    package init(
        images: ImageModels, judges: [any TextProvider], semantic: SemanticReview, rates: MeasuredRates = .none
    ) {
        self.images = images
        self.judges = judges
        self.semantic = semantic
        self.rates = rates
    }

    /// `least` when everything passes at once, `likely` by the measured pass rates, `most` when every attempt is used and every
    /// judge asked as often as it may be.
    package func estimate(of brief: Brief) -> Estimate {
        var estimate = Estimate.nothing
        // Each scene of a story goes by the picture of the one before.
        var before: FetchedReference?
        for item in brief.kind == .story ? brief.assets(in: .scenes) : brief.assets {
            // The first that has a price, as the router would.
            let offer = images.offers(
                for: item, of: brief, seed: brief.seed, references: FetchedReference.expected(by: brief),
                before: before
            ).first { $0.price != nil }
            if brief.kind == .story { before = .expected(of: item, brief) }
            let once = offer?.price ?? .zero
            let (judging, mostJudging) = judging(of: item, in: brief)
            let attempts = offer.map {
                rates.expectedAttempts(of: $0.model, for: brief.kind, limit: brief.attempts)
            }
            let least = once + judging
            estimate =
                estimate
                + Estimate(
                    least: least,
                    likely: MicroDollars(Int64((Double(least.count) * (attempts ?? 1)).rounded())),
                    most: (once + mostJudging) * brief.attempts)
        }
        return estimate
    }

    /// What judging one picture once is expected to cost, and what it may cost.
    private func judging(of item: BatchItem, in brief: Brief) -> (likely: MicroDollars, most: MicroDollars) {
        guard !judges.isEmpty else { return (.zero, .zero) }
        let request = JudgeQuestion(rubric: semantic.rubric, prompt: item.prompt, of: brief)
            .request(showing: SourcePicture(bytes: [], mediaType: .jpeg))
        let asks = semantic.settings.band > 0 ? 2 : 1
        var likely = MicroDollars.zero
        var most = MicroDollars.zero
        for judge in judges {
            let ceiling = judge.price(of: request) ?? .zero
            let guess = judge.model.price.tokens.map { tokens in
                min(
                    ceiling,
                    tokens.cost(
                        inputTokens: request.instructions.utf8.count / 4 + item.prompt.utf8.count / 4 + Self.picture,
                        outputTokens: semantic.rubric.criteria.count * Self.sentence))
            }
            likely += rates.judgingCost(of: judge.model.name) ?? guess ?? ceiling
            most += ceiling * asks
        }
        return (likely, most)
    }

    /// What vision models usually count for a picture of 1024 pixels, and for a criterion's sentence with its number.
    private static let picture = 1100
    private static let sentence = 45
}
