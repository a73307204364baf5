package import Core

/// The models that can be called for pictures here, and which of them serve a brief.
///
/// A brief that names a model gets that one, and those that the registry lets stand in for it. One that names none gets every
/// trained model; the draft serves only briefs that name it, and all of them where no trained model can be called.
package struct ImageModels: Sendable {
    private let providers: [any ImageProvider]

    package init(_ providers: [any ImageProvider]) { self.providers = providers }

    package var names: [String] { providers.map(\.model.name) }

    /// Whether a call may cost money.
    package var mayCost: Bool { providers.contains { !$0.model.price.isFree } }

    package subscript(name: String) -> (any ImageProvider)? { providers.first { $0.model.name == name } }

    /// The models that serve a brief, the favourite first.
    package func candidates(for brief: Brief) -> [any ImageProvider] {
        if let name = brief.model {
            guard let wanted = self[name] else { return [] }
            return [wanted] + wanted.model.backups.filter { $0 != name }.compactMap { self[$0] }
        }
        let trained = providers.filter { $0.model.isTrained }
        return (trained.isEmpty ? providers : trained).sorted { isBefore($0.model, $1.model, for: brief.quality) }
    }

    /// What each of the candidates offers for one picture.
    package func offers(for item: BatchItem, of brief: Brief, seed: Seed) -> [ModelOffer] {
        candidates(for: brief).compactMap { provider in
            let model = provider.model
            guard let request = request(for: item, of: brief, seed: seed, from: model) else { return nil }
            return ModelOffer(
                model: model.name, provider: model.provider, tier: model.tier, quality: model.quality,
                price: provider.price(of: request), isRepeatable: model.price.isFree,
                loss: loss(of: request, item, brief, model))
        }
    }

    /// What a model is asked for: as the brief says, in the nearest size and type that it makes; nil where it makes none like it.
    ///
    /// `guidance` are sentences that go behind the prompt.
    package func request(
        for item: BatchItem, of brief: Brief, seed: Seed, from model: Model, guidance: [String] = []
    ) -> ImageRequest? {
        guard let size = model.sizes.nearest(to: item.size ?? brief.size) else { return nil }
        let sentences = guidance.map { $0.hasSuffix(".") ? $0 : $0 + "." }
        return ImageRequest(
            prompt: ([item.prompt] + sentences).joined(separator: "\n"), negativePrompt: brief.negativePrompt,
            style: brief.style, palette: brief.palette, size: size, format: model.format(for: brief.format), seed: seed)
    }

    /// What is asked of the model otherwise than the brief has it, in a few words; nil where nothing is.
    private func loss(of request: ImageRequest, _ item: BatchItem, _ brief: Brief, _ model: Model) -> String? {
        let wanted = item.size ?? brief.size
        var losses: [String] = []
        if request.size != wanted { losses.append("\(request.size) instead of \(wanted)") }
        if request.format != brief.format {
            losses.append("\(request.format.format) instead of \(brief.format.format)")
        }
        return losses.isEmpty ? nil : "\(losses.joined(separator: " and ")), which \(model.name) does not make"
    }

    /// Good enough before not, the least of what is good enough first; then the better, then the first by name.
    private func isBefore(_ left: Model, _ right: Model, for tier: QualityTier) -> Bool {
        let (leftRank, rightRank) = (rank(left.tier, for: tier), rank(right.tier, for: tier))
        if leftRank != rightRank { return leftRank < rightRank }
        return left.quality != right.quality ? left.quality > right.quality : left.name < right.name
    }

    /// 0 for the tier itself, then those above it, then those below.
    private func rank(_ tier: QualityTier, for wanted: QualityTier) -> Int {
        let steps = tier.rank - wanted.rank
        return steps >= 0 ? steps : 10 - steps
    }
}
