import Core
import Foundation
import TestSupport
import Testing

/// What the commands say of models, keys and prices, before anything is bought.
@Suite struct ModelCommandTests {
    private static let key = ["OPENAI_API_KEY": PaintShop.key]
    let scene: Scene

    init() throws { scene = try Scene() }

    private func models(_ environment: [String: String] = [:]) async throws -> JSONValue? {
        let answer = try await scene.bot("doctor", "--json", environment: environment).json
        return answer["findings"]?.array?.first { $0["name"] == "models" }
    }

    @Test func doctorSaysWhichModelsCanBeCalledAndWhichKeyIsMissing() async throws {
        let without = try #require(try await models()?["text"]?.string)
        #expect(without.hasPrefix("draft can be called; "))
        #expect(
            without.contains(
                "gpt-image-2, gpt-image-2-high, gpt-image-2-low, sora-2, sora-2-pro: OPENAI_API_KEY is not set"))
        #expect(without.contains("seedream-4") && without.contains("ARK_API_KEY is not set"))
        let with = try #require(try await models(Self.key)?["text"]?.string)
        #expect(with.hasPrefix("draft, gpt-image-2, gpt-image-2-high, gpt-image-2-low can be called"))
    }

    @Test func aModelWhoseKeyIsMissingNamesTheVariableBeforeAnythingElse() async throws {
        try scene.issue(asking: ["model": "gpt-image-2"])
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 2)
        #expect(result.errorText.contains("for gpt-image-2, OPENAI_API_KEY is not set"), "\(result.errorText)")
    }

    @Test(arguments: [
        ("1024x1024", "balanced", 0.053), ("1536x1024", "balanced", 0.041), ("1024x1024", "high", 0.211),
        ("1024x1024", "fast", 0.006),
    ])
    func aPlanIsPricedByTheRegistry(size: String, quality: String, price: Double) async throws {
        try scene.issue(asking: ["size": size, "quality": quality, "count": "2", "attempts": "3"])
        let estimate = try await scene.bot("plan", "boats.md", "--json", environment: Self.key).json["estimate"]
        let likely = try #require(estimate?["likelyUSD"]?.number)
        let most = try #require(estimate?["mostUSD"]?.number)
        // The prompt's own tokens cost 5 USD a million: some seventy are likely, and four times as many the most.
        #expect(likely >= 2 * price && likely < 2 * price + 0.001)
        #expect(most > 3 * likely && most < 3 * (2 * price + 0.005))
    }

    @Test func withoutAKeyAPlanCostsNothing() async throws {
        try scene.issue()
        let estimate = try await scene.bot("plan", "boats.md", "--json").json["estimate"]
        #expect(estimate?["mostUSD"]?.number == 0)
    }

    @Test func aModelOfTheRepositoryIsReadAndItsMistakesNamed() async throws {
        try scene.issue(asking: ["model": "painter"])
        try await scene.git("init", "-q", ".")
        try scene.folder.write(PaintShop.model, to: "templates/models/painter.yml")
        let priced = try await scene.bot("plan", "boats.md", "--json", environment: Self.key)
        #expect(try priced.json["estimate"]?["likelyUSD"]?.number == PaintShop.price, "\(priced.errorText)")
        try scene.folder.write(PaintShop.model + "\nbaseURL: http://evil.example", to: "templates/models/painter.yml")
        let refused = try await scene.bot("plan", "boats.md", environment: Self.key)
        #expect(refused.status == 2)
        #expect(
            refused.errorText.contains("templates/models/painter.yml:8:1: Unknown key 'baseURL'"),
            "\(refused.errorText)")
    }
}
