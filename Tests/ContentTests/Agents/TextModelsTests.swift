import Content
import Core
import Testing

/// Which text model answers what.
@Suite struct TextModelsTests {
    private let brief: Brief

    init() throws { brief = Brief(prompt: "p", seed: try #require(Seed(1)), outputPath: "a/") }

    private func model(
        _ name: String, _ roles: Set<ModelRole> = [], quality: Double = 0.5, abilities: Set<ModelAbility> = [.text]
    ) -> CannedText {
        CannedText([.success("")], name: name, roles: roles, abilities: abilities, quality: quality)
    }

    @Test func thePurposeChoosesAndAmongThoseTheBetterGoesFirst() {
        let models = TextModels([
            model("quick", [.fast], quality: 0.4), model("quicker", [.fast], quality: 0.6),
            model("thinker", [.reasoning]), model("any"),
        ])
        #expect(models.candidates(for: .fast, of: brief).map(\.model.name) == ["quicker", "quick"])
        #expect(models.candidates(for: .reasoning, of: brief).map(\.model.name) == ["thinker"])
        #expect(
            TextModels([model("any"), model("quick", [.fast])]).candidates(for: .reasoning, of: brief).map(\.model.name)
                == ["any"])
        #expect(
            TextModels([model("quick", [.fast])]).candidates(for: .reasoning, of: brief).map(\.model.name) == ["quick"])
    }

    @Test func aQuestionWithPicturesGoesToAModelThatSees() {
        let models = TextModels([model("blind", quality: 0.9), model("seer", abilities: [.text, .vision])])
        #expect(models.candidates(for: .fast, of: brief, ability: .vision).map(\.model.name) == ["seer"])
    }

    @Test func theModelOfTheSettingsAnswersEverythingOrNobodyDoes() {
        let providers = [model("a", [.fast]), model("b", [.reasoning])]
        #expect(TextModels(providers, wanted: "b").candidates(for: .fast, of: brief).map(\.model.name) == ["b"])
        #expect(TextModels(providers, wanted: "c").candidates(for: .fast, of: brief).isEmpty)
    }

    @Test func withoutAPriceNobodyIsCalled() {
        let unpriced = UnpricedText()
        #expect(TextModels([unpriced]).names.isEmpty)
        #expect(TextModels([unpriced, model("a")]).candidates(for: .fast, of: brief).map(\.model.name) == ["a"])
    }

    @Test func theDraftAnswersWhereNothingElseCanAndForBriefsThatNameIt() {
        let draft = FreeText()
        var brief = brief
        #expect(TextModels([draft]).candidates(for: .fast, of: brief).map(\.model.name) == ["draft"])
        let both = TextModels([draft, model("a")], wanted: "a")
        #expect(both.candidates(for: .fast, of: brief).map(\.model.name) == ["a"])
        brief.model = "draft"
        #expect(both.candidates(for: .fast, of: brief).map(\.model.name) == ["draft"], "whoever names it buys nothing")
    }
}

private struct UnpricedText: TextProvider {
    let model = Model(name: "unpriced", provider: "x", id: "x", abilities: [.text], price: .unknown)
    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText { throw .unavailable(reason: "never called") }
}

private struct FreeText: TextProvider {
    let model = Model(name: "draft", provider: "draft", id: "draft", abilities: [.text], isTrained: false, price: .free)
    func answer(
        to request: TextRequest, pieces: (@Sendable (TextPiece) -> Void)?
    ) async throws(ProviderError) -> GeneratedText { throw .unavailable(reason: "never called") }
}
