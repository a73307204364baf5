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

    /// The names of those that can make what a kind of brief asks for.
    package func names(for kind: BriefKind) -> [String] { serving(kind).map(\.model.name) }

    private func serving(_ kind: BriefKind) -> [any ImageProvider] {
        providers.filter { $0.model.abilities.contains(kind.ability) }
    }

    /// The models that serve a brief, the favourite first.
    ///
    /// Of a brief with a mask only those that take one: where trained models can be called the draft is no way around them.
    package func candidates(for brief: Brief) -> [any ImageProvider] {
        let able = serving(brief.kind)
        guard brief.mask == nil else { return ordered(able, for: brief).filter { Self.takesMasks($0.model) } }
        return ordered(able, for: brief)
    }

    private static func takesMasks(_ model: Model) -> Bool { model.abilities.isSuperset(of: [.edit, .mask]) }

    /// The names of those that take a mask; `unasked`: only those that serve a brief that names no model.
    package func masking(unasked: Bool) -> [String] {
        let able = serving(.edit)
        let trained = able.filter { $0.model.isTrained }
        return (unasked && !trained.isEmpty ? trained : able).map(\.model).filter(Self.takesMasks).map(\.name)
    }

    private func ordered(_ able: [any ImageProvider], for brief: Brief) -> [any ImageProvider] {
        // That of a story may be the one of its videos.
        if let name = brief.model, brief.kind != .story || able.contains(where: { $0.model.name == name }) {
            guard let wanted = able.first(where: { $0.model.name == name }) else { return [] }
            return [wanted]
                + wanted.model.backups.filter { $0 != name }.compactMap { other in
                    able.first { $0.model.name == other }
                }
        }
        let trained = able.filter { $0.model.isTrained }
        return (trained.isEmpty ? able : trained).sorted { isBefore($0.model, $1.model, for: brief) }
    }

    /// What each of the candidates offers for one picture.
    package func offers(
        for item: BatchItem, of brief: Brief, seed: Seed, references: [FetchedReference] = [],
        before: FetchedReference? = nil
    ) -> [ModelOffer] {
        candidates(for: brief).compactMap { provider in
            let model = provider.model
            // By their number alone they are priced; their bytes are read when the call is made.
            let used = Self.used(references, before: before, of: brief, by: model)
            let pictures =
                used
                .map { SourcePicture(bytes: [], mediaType: $0.mediaType) }
            guard
                let request = request(
                    for: item, of: brief, seed: seed, from: model, changing: references.first?.size,
                    references: pictures, mask: brief.mask.map { _ in SourcePicture(bytes: [], mediaType: .png) })
            else { return nil }
            return ModelOffer(
                model: model.name, provider: model.provider, product: model.id, tier: model.tier,
                quality: model.quality,
                price: provider.price(of: request), isRepeatable: model.price.isFree,
                loss: loss(of: request, item, brief, model, references, tied: before.map(used.contains) ?? false))
        }
    }

    /// Those of a brief's pictures that go to a model: as many as it takes, none where it has no use for them.
    ///
    /// `before`: the picture of the scene before, which goes first.
    package static func used(
        _ references: [FetchedReference], before: FetchedReference? = nil, of brief: Brief, by model: Model
    ) -> [FetchedReference] {
        let ability = brief.kind == .edit ? ModelAbility.edit : .reference
        let all = (before.map { [$0] } ?? []) + references
        return model.abilities.contains(ability) ? Array(all.prefix(model.references)) : []
    }

    /// What a model is asked for: as the brief says, in the nearest size and type that it makes; nil where it makes none like it.
    ///
    /// `guidance` are sentences that go behind the prompt; `changing` is the size of the picture that is changed, if one is.
    package func request(
        for item: BatchItem, of brief: Brief, seed: Seed, from model: Model, guidance: [String] = [],
        changing: PixelSize? = nil, references: [SourcePicture] = [], mask: SourcePicture? = nil
    ) -> ImageRequest? {
        guard let size = model.sizes.nearest(to: brief.size(of: item, changed: changing)) else { return nil }
        let sentences = guidance.map { $0.hasSuffix(".") ? $0 : $0 + "." }
        return ImageRequest(
            prompt: ([item.prompt] + sentences).joined(separator: "\n"), negativePrompt: brief.negativePrompt,
            style: brief.style, palette: brief.palette, size: size, format: model.format(for: brief.format), seed: seed,
            references: references, mask: mask)
    }

    /// What is asked of the model otherwise than the brief has it, in a few words; nil where nothing is.
    ///
    /// `tied`: whether the picture of the scene before is among those that go along.
    func loss(
        of request: ImageRequest, _ item: BatchItem, _ brief: Brief, _ model: Model, _ references: [FetchedReference],
        tied: Bool = false
    ) -> String? {
        let changed = references.first?.size
        var losses: [String] = []
        if !brief.isAsked(request.size, for: item, changed: changed) {
            losses.append("\(request.size) instead of \(brief.size(of: item, changed: changed))")
        }
        if request.format != brief.format, brief.namesFormat {
            losses.append("\(request.format.format) instead of \(brief.format.format)")
        }
        var sentences =
            losses.isEmpty ? [] : ["\(losses.joined(separator: " and ")), which \(model.name) does not make"]
        let count = request.references.count - (tied ? 1 : 0)
        if count < references.count {
            sentences.append(
                count == 0
                    ? "references ignored by \(model.name)"
                    : "only the first \(count) of \(references.count) references used by \(model.name)"
            )
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }

    /// Good enough before not, the least of what is good enough first; then the better, then the first by name.
    ///
    /// Where the brief refers to pictures, or scenes are to go together, whoever can use pictures comes first.
    private func isBefore(_ left: Model, _ right: Model, for brief: Brief) -> Bool {
        if !brief.references.isEmpty || brief.kind == .story, brief.kind != .edit {
            let (leftUses, rightUses) = (left.abilities.contains(.reference), right.abilities.contains(.reference))
            if leftUses != rightUses { return leftUses }
        }
        let tier = brief.quality
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
