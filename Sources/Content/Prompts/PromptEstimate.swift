package import Core

/// What rewriting the prompts of a brief costs, with the models that would be asked first.
package enum PromptEstimate {
    package static func estimate(
        of brief: Brief, _ models: TextModels, _ templates: PromptTemplates
    ) -> Estimate {
        guard let template = templates.template(for: brief) else { return .nothing }
        var likely = MicroDollars.zero
        var most = MicroDollars.zero
        // The videos of a story go by its own words.
        for item in brief.kind == .story ? brief.assets(in: .scenes) : brief.assets {
            for (index, step) in template.steps.enumerated() {
                guard let provider = models.candidates(for: step.role, of: brief).first else { continue }
                // What the step before will have made of it is not known yet: about as long as its longest answer.
                let soFar = index == 0 ? nil : String(repeating: "a", count: template.steps[index - 1].answerTokens * 2)
                let request = PromptQuestion(step, prompt: item.prompt, soFar: soFar, of: brief).request
                guard let price = provider.price(of: request) else { continue }
                likely = likely + (price == .zero ? .zero : provider.model.price.likely(for: request) ?? price)
                most = most + price
            }
        }
        return Estimate(least: likely, likely: likely, most: most)
    }
}
