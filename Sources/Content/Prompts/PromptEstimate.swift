package import Core

/// What rewriting the prompts of a brief costs, with the models that would be asked first.
package enum PromptEstimate {
    package static func estimate(
        of brief: Brief, _ models: TextModels, _ templates: PromptTemplates, reuse: ReuseForecast = .none
    ) -> Estimate {
        guard let template = templates.template(for: brief) else { return .nothing }
        var likely = MicroDollars.zero
        var most = MicroDollars.zero
        // The videos of a story go by its own words.
        for item in brief.kind == .story ? brief.assets(in: .scenes) : brief.assets
        where !reuse.prompts.contains(item.key) {
            for (index, step) in template.steps.enumerated() {
                guard let provider = models.candidates(for: step.role, of: brief).first else { continue }
                // What the step before will have made of it is not known yet.
                func request(soFar bytes: Int) -> TextRequest {
                    let soFar = index == 0 ? nil : String(repeating: "a", count: bytes)
                    return PromptQuestion(step, prompt: item.prompt, soFar: soFar, of: brief).request
                }
                let before = index == 0 ? 0 : template.steps[index - 1].answerTokens
                guard let price = provider.price(of: request(soFar: before * 4)) else { continue }
                let guess = provider.model.price.likely(
                    for: request(soFar: Self.answerBytes), answerTokens: Self.answer)
                likely = likely + (price == .zero ? .zero : guess.map { min($0, price) } ?? price)
                most = most + price
            }
        }
        return Estimate(least: likely, likely: likely, most: most)
    }

    /// Tokens and bytes of a rewritten prompt: the templates that ship ask for 60 to 130 words.
    private static let answer = 140
    private static let answerBytes = 520
}
