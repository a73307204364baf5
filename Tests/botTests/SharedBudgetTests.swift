import Core
import TestSupport
import Testing

/// Budgets of the settings, as far as a model that costs nothing lets them be seen.
@Suite(.serialized) struct SharedBudgetTests {
    @Test func whatCostsNothingIsMadeUnderAnyBudget() async throws {
        let scene = try Scene()
        try scene.issue()
        try scene.folder.write("budgets: {run: 0, issue: 0, person: 0, repository: 0, day: 0}\n", to: "settings.yml")
        let result = try await scene.bot("run", "boats.md", "--config", "settings.yml")
        #expect(result.status == 0, "\(result.errorText)")
        let choices = try await scene.events().filter { $0["type"] == "task.modelChosen" }
        #expect(!choices.isEmpty)
        #expect(choices.allSatisfy { $0["payload"]?["reason"] == "the only one that can be called" })
    }

    @Test func aBreakerThatIsNoneIsRefused() async throws {
        let scene = try Scene()
        try scene.issue()
        try scene.folder.write("breaker: {failures: 0}\n", to: "settings.yml")
        let result = try await scene.bot("run", "boats.md", "--config", "settings.yml")
        #expect(result.status == 2)
        #expect(result.errorText.contains("settings.yml:1:21"))
    }
}
