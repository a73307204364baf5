package import Core

/// The text models that can be called here, and which of them answer what.
///
/// One that the settings name answers everything. Else the trained ones do that are best for the purpose; the draft answers only
/// for briefs that name it, and for all where no trained model can be called.
package struct TextModels: Sendable {
    private let providers: [any TextProvider]
    private let wanted: String?
    /// A call that costs less may be repeated, and is counted twice then.
    private let repeatLimit: MicroDollars

    /// `wanted` is the model that the settings name; what has no price is left out.
    package init(
        _ providers: [any TextProvider], wanted: String? = nil, repeatLimit: MicroDollars = MicroDollars(50_000)
    ) {
        self.providers = providers.filter { $0.model.price.tokens != nil || $0.model.price.isFree }
        self.wanted = wanted
        self.repeatLimit = repeatLimit
    }

    package var names: [String] { providers.map(\.model.name) }

    /// Whether a call may cost money.
    package var mayCost: Bool { providers.contains { !$0.model.price.isFree } }

    package subscript(name: String) -> (any TextProvider)? { providers.first { $0.model.name == name } }

    /// The models for a purpose, equals among each other but for price and quality; the favourite first.
    ///
    /// `ability` is `vision` for a question with pictures.
    package func candidates(
        for role: ModelRole, of brief: Brief, ability: ModelAbility = .text
    ) -> [any TextProvider] {
        let able = providers.filter { $0.model.abilities.contains(ability) }
        // Whoever names the draft buys nothing.
        if let named = able.first(where: { $0.model.name == brief.model && !$0.model.isTrained }) { return [named] }
        if let wanted {
            guard let chosen = able.first(where: { $0.model.name == wanted }) else { return [] }
            return [chosen] + chosen.model.backups.compactMap { name in able.first { $0.model.name == name } }
        }
        let trained = able.filter { $0.model.isTrained }
        let known = trained.isEmpty ? able : trained
        let best = known.map { rank($0.model, for: role) }.min() ?? 0
        return known.filter { rank($0.model, for: role) == best }
            .sorted { ($0.model.quality, $1.model.name) > ($1.model.quality, $0.model.name) }
    }

    /// What each of the candidates offers for a question.
    ///
    /// The tiers are those of pictures and have no say here: the purpose has chosen already.
    package func offers(
        for request: TextRequest, role: ModelRole, of brief: Brief, ability: ModelAbility = .text
    ) -> [ModelOffer] {
        candidates(for: role, of: brief, ability: ability).map { provider in
            let price = provider.price(of: request)
            return ModelOffer(
                model: provider.model.name, provider: provider.model.provider, tier: .high,
                quality: provider.model.quality, price: price, isRepeatable: price.map(mayRepeat) ?? false)
        }
    }

    /// Whether a call at that price may simply be made again.
    package func mayRepeat(_ price: MicroDollars) -> Bool { price == .zero || price < repeatLimit }

    /// Asks once; a failure says what it means to the try and to the money.
    package func ask(
        _ request: TextRequest, of provider: any TextProvider
    ) async throws(TextFailure) -> GeneratedText {
        do {
            return try await provider.answer(to: request)
        } catch {
            throw TextFailure(error, of: provider, price: provider.price(of: request) ?? .zero, mayRepeat: mayRepeat)
        }
    }

    /// 0 for the role itself, then those without a role, then the rest.
    private func rank(_ model: Model, for role: ModelRole) -> Int {
        model.roles.contains(role) ? 0 : model.roles.isEmpty ? 1 : 2
    }
}
