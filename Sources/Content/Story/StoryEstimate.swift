package import Core

/// What a story costs beside its pictures, before anything is bought: having it told, and its videos.
package struct StoryEstimate: Sendable {
    private let texts: TextModels
    private let templates: PromptTemplates
    private let videos: VideoModels
    private let rates: MeasuredRates

    package init(
        texts: TextModels, templates: PromptTemplates, videos: VideoModels, rates: MeasuredRates = .none
    ) {
        self.texts = texts
        self.templates = templates
        self.videos = videos
        self.rates = rates
    }

    /// By the models that go first; cutting the film is free.
    package func estimate(of brief: Brief) -> Estimate { telling(brief) + filming(brief) }

    /// What it costs to have it told once.
    package func telling(_ brief: Brief) -> Estimate {
        guard brief.kind == .story, brief.items.isEmpty, let step = templates.story?.steps.first else {
            return .nothing
        }
        let request = StoryQuestion(step, of: brief).request
        guard let provider = texts.candidates(for: step.role, of: brief).first,
            let most = provider.price(of: request), most > .zero
        else { return .nothing }
        let likely = provider.model.price.likely(for: request) ?? most
        return Estimate(least: likely, likely: likely, most: most)
    }

    private func filming(_ brief: Brief) -> Estimate {
        var estimate = Estimate.nothing
        for item in brief.assets(in: .videos) {
            let offer = videos.offers(for: item, of: brief, seed: brief.seed, frames: .drawn).first { $0.price != nil }
            guard let offer, let once = offer.price else { continue }
            let attempts = rates.expectedAttempts(of: offer.model, for: brief.kind, limit: brief.attempts)
            estimate =
                estimate
                + Estimate(
                    least: once, likely: MicroDollars(Int64((Double(once.count) * attempts).rounded())),
                    most: once * brief.attempts)
        }
        return estimate
    }
}
