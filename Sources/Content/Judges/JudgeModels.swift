package import Core

/// The vision models that can be called to judge pictures here, and which of them judge a brief's.
///
/// The settings name one or two, or say that there is to be none. Where they say nothing one judges: the best of the brief's tier.
package struct JudgeModels: Sendable {
    private let providers: [any TextProvider]
    /// As the settings name them; nil where they leave it open.
    private let named: [String]?

    /// Those without vision, and those for which no price is known, judge nothing.
    package init(_ providers: [any TextProvider], named: [String]? = nil) {
        self.providers = providers.filter { provider in
            let model = provider.model
            return model.abilities.contains(.vision) && model.isTrained && model.price.tokens != nil
                && (named?.contains(provider.model.name) ?? true)
        }
        self.named = named
    }

    package static let none = JudgeModels([])

    package var names: [String] { providers.map(\.model.name) }
    package var isEmpty: Bool { providers.isEmpty }
    /// Whether a call may cost money.
    package var mayCost: Bool { providers.contains { !$0.model.price.isFree } }

    package subscript(name: String) -> (any TextProvider)? { providers.first { $0.model.name == name } }

    /// The panels that could judge a brief's pictures, the favourite first; each is asked as a whole.
    package func panels(for brief: Brief) -> [[any TextProvider]] {
        if let named {
            let panel = named.compactMap { self[$0] }
            return panel.isEmpty ? [] : [panel]
        }
        return providers.sorted { isBefore($0.model, $1.model, for: brief.quality) }.map { [$0] }
    }

    /// The panel whose first judge is the model.
    package func panel(of model: String?, for brief: Brief) -> [any TextProvider] {
        panels(for: brief).first { $0.first?.model.name == model } ?? []
    }

    /// Good enough before not, and of what is good enough no more than that; then the better, then the first by name.
    private func isBefore(_ left: Model, _ right: Model, for tier: QualityTier) -> Bool {
        let ranks = [left, right].map { model in
            let steps = model.tier.rank - tier.rank
            return steps >= 0 ? steps : 10 - steps
        }
        if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
        return left.quality != right.quality ? left.quality > right.quality : left.name < right.name
    }
}
