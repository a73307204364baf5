package import Core
package import Review

/// What a brief's pictures may cost, judgements included, before anything is bought.
package struct PictureEstimate: Sendable {
    private let images: ImageModels
    /// The panel that goes first; empty where nobody judges.
    private let judges: [any TextProvider]
    private let semantic: SemanticReview
    private let rates: MeasuredRates
    private let reuse: ReuseForecast

    package init(
        images: ImageModels, judges: [any TextProvider], semantic: SemanticReview, rates: MeasuredRates = .none,
        reuse: ReuseForecast = .none
    ) {
        self.images = images
        self.judges = judges
        self.semantic = semantic
        self.rates = rates
        self.reuse = reuse
    }

    /// `least` when everything passes at once, `likely` by the measured pass rates, `most` when every attempt is used and every
    /// judge asked as often as it may be.
    ///
    /// A picture that is reused was good enough before, and costs only what judging it may.
    package func estimate(of brief: Brief) -> Estimate {
        var estimate = Estimate.nothing
        // Each scene of a story goes by the picture of the one before.
        var before: FetchedReference?
        for item in brief.kind == .story ? brief.assets(in: .scenes) : brief.assets {
            let picture = Self.prices(of: item, in: brief, images, before: before)
            if brief.kind == .story { before = .expected(of: item, brief) }
            let judging = judging(of: item, in: brief)
            let isReused = reuse.files.contains(item.key)
            let isJudged = reuse.judgements.contains(item.key)
            let least = (isReused ? .zero : picture.likely) + (isJudged ? .zero : judging.likely)
            let attempts =
                isReused
                ? 1
                : picture.model.map { rates.expectedAttempts(of: $0, for: brief.kind, limit: brief.attempts) } ?? 1
            let most = (picture.most + judging.most) * brief.attempts
            estimate =
                estimate
                + Estimate(
                    least: least, likely: MicroDollars(Int64((Double(least.count) * attempts).rounded())),
                    most: most - (isReused ? picture.most : .zero) - (isJudged ? judging.most : .zero))
        }
        return estimate
    }

    /// What a picture of an item costs once, by the first model that has a price, as the router would choose.
    static func prices(
        of item: BatchItem, in brief: Brief, _ images: ImageModels, before: FetchedReference? = nil
    ) -> (model: String?, likely: MicroDollars, most: MicroDollars) {
        let references = FetchedReference.expected(by: brief)
        let offers = images.offers(for: item, of: brief, seed: brief.seed, references: references, before: before)
        guard let offer = offers.first(where: { $0.price != nil }), let most = offer.price else {
            return (nil, .zero, .zero)
        }
        guard let model = images[offer.model]?.model,
            let request = images.request(
                for: item, of: brief, seed: brief.seed, from: model, changing: references.first?.size)
        else { return (offer.model, most, most) }
        let used = ImageModels.used(references, before: before, of: brief, by: model)
        let mask = brief.mask == nil ? [] : references.prefix(1).map(\.size)
        let likely = model.price.likely(
            for: request.size, promptBytes: request.wordBytes, pictures: used.map(\.size) + mask)
        return (offer.model, min(likely ?? most, most), most)
    }

    /// What judging one picture once is expected to cost, and what it may cost.
    private func judging(of item: BatchItem, in brief: Brief) -> (likely: MicroDollars, most: MicroDollars) {
        guard !judges.isEmpty else { return (.zero, .zero) }
        let request = JudgeQuestion(rubric: semantic.rubric, prompt: item.prompt, of: brief).requestForPrice
        let asks = semantic.settings.band > 0 ? 2 : 1
        var likely = MicroDollars.zero
        var most = MicroDollars.zero
        for judge in judges {
            let ceiling = judge.price(of: request) ?? .zero
            let guess = judge.model.price.likely(
                for: request, answerTokens: semantic.rubric.criteria.count * Self.sentence)
            likely += rates.judgingCost(of: judge.model.name) ?? guess.map { min($0, ceiling) } ?? ceiling
            most += ceiling * asks
        }
        return (likely, most)
    }

    /// Tokens of a criterion's sentence with its number.
    private static let sentence = 45
}
