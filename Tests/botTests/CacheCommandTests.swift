import Core
import Foundation
import TestSupport
import Testing

/// What is reused by later runs, and what `bot cache` says and forgets of it.
@Suite struct CacheCommandTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    private func issue(_ prompts: [String]) throws {
        let items = prompts.map { "  - {prompt: \($0), seed: \($0.utf8.count)}" }.joined(separator: "\n")
        try scene.folder.write(
            "---\ntitle: Boats\nauthor: ada\n---\n\n```yaml\nkind: batch\nsize: 96x96\nthreshold: 0\nattempts: 1\n"
                + "items:\n\(items)\n```\n", to: "boats.md")
    }

    private func reused() async throws -> [Bool] {
        try await scene.shown()["assets"]?.array?.compactMap { $0["reused"]?.bool } ?? []
    }

    @Test func anEditedIssueMakesOnlyWhatHasChanged() async throws {
        try issue(["a red boat", "a blue kite here", "a tall old tower there"])
        #expect(try await scene.bot("run", "boats.md").status == 0)
        #expect(try await reused() == [false, false, false])
        let first = try await scene.drawn()
        try issue(["a red boat", "a green kite", "a tall old tower there"])
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(try await reused() == [true, false, true])
        let second = try await scene.drawn()
        #expect(Set(second).intersection(first).count == 2)
        #expect(try await scene.bot("show", "last").text.contains("reused, 0.00 USD"))
        #expect(try await scene.bot("run", "boats.md", "--fresh").status == 0)
        #expect(try await reused() == [false, false, false])
    }

    @Test func theCacheIsListedAndForgotten() async throws {
        try issue(["a red boat", "a blue kite here"])
        let none = try await scene.bot("cache")
        #expect(none.status == 0 && none.text.contains("0 results"))
        #expect(try await scene.bot("run", "boats.md").status == 0)
        let listed = try await scene.bot("cache", "--json").json
        #expect(listed["count"]?.integer == 2 && listed["usable"]?.integer == 2)
        #expect(
            Set(listed["entries"]?.array?.compactMap { $0["prompt"]?.string } ?? []) == [
                "a red boat", "a blue kite here",
            ])
        #expect(try await scene.bot("cache").text.contains("a blue kite here"))
        let dry = try await scene.bot("cache", "prune", "--older-than", "0m", "--dry-run", "--json").json
        #expect(dry["removed"]?.array?.count == 2)
        #expect(try await scene.bot("cache", "--json").json["count"]?.integer == 2)
        #expect(try await scene.bot("cache", "prune", "--older-than", "30d", "--json").json["removed"]?.array == [])
        #expect(try await scene.bot("cache", "prune", "--older-than", "0m").status == 0)
        #expect(try await scene.bot("cache", "--json").json["count"]?.integer == 0)
    }

    @Test(arguments: [
        ["cache", "prune"], ["cache", "purge"], ["cache", "--older-than", "1d"],
        ["cache", "prune", "--older-than", "soon"],
    ])
    func aMistakeIsNamed(words: [String]) async throws {
        #expect(try await scene.command(words).run().status == 2)
    }
}
