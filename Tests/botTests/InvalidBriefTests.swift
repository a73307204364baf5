import Core
import Foundation
import TestSupport
import Testing

/// A brief with mistakes: every one is told at once, in one comment, and nothing is made.
@Suite(.serialized) struct InvalidBriefTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    @Test func listsEveryProblemOnceHoweverOftenItIsTried() async throws {
        try scene.issue(asking: ["size": "20x20", "count": "1000", "formt": "gif"])
        for _ in 1...2 {
            let result = try await scene.bot("run", "boats.md")
            #expect(result.status == 2)
            for word in ["size", "20x20", "64x64", "count", "1000", "formt", "format"] {
                #expect(result.errorText.contains(word), "\(word) is named")
            }
        }
        #expect(scene.comments() == 1)
        let thread = try scene.text("boats.thread.md")
        #expect(thread.contains("<!-- showrunner:brief -->"))
        #expect(thread.contains("1000"))
        #expect(!FileManager.default.fileExists(atPath: scene.path("showrunner-output")))
        #expect(try await scene.bot("history", "--json").text.isEmpty)
    }

    @Test func takesTheProblemsBackOnceTheBriefIsMended() async throws {
        try scene.issue(asking: ["size": "20x20"])
        #expect(try await scene.bot("run", "boats.md").status == 2)
        try scene.issue()
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 0, "\(result.errorText)")
        let thread = try scene.text("boats.thread.md")
        #expect(scene.comments() == 2)
        #expect(thread.contains("The brief is right now"))
        #expect(!thread.contains("20x20"))
        #expect(try await scene.bot("run", "boats.md").status == 0)
        #expect(try scene.text("boats.thread.md") == thread)
    }

    @Test func answersProblemsAsOneObjectWhereJSONIsAskedFor() async throws {
        try scene.issue(asking: ["size": "20x20"])
        for command in ["run", "plan"] {
            let result = try await scene.bot(command, "boats.md", "--json")
            #expect(result.status == 2)
            let problems = try result.json["problems"]?.array
            #expect(problems?.count == 1)
            #expect(problems?.first?["field"] == "size")
        }
    }

    @Test func refusesAKindThatThereIsNot() async throws {
        try scene.issue(asking: ["kind": "opera"])
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 2)
        #expect(result.errorText.contains("opera") && result.errorText.contains("story"))
    }

    @Test func plansWithoutLeavingATrace() async throws {
        try scene.issue(asking: ["count": "2"])
        let before = try FileManager.default.contentsOfDirectory(atPath: scene.folder.path)
        let plan = try await scene.bot("plan", "boats.md", "--json").json
        let tree = try await scene.bot("plan", "boats.md")
        let chart = try await scene.bot("plan", "boats.md", "--mermaid")
        #expect(tree.status == 0)
        #expect(tree.text.contains("draw/01") && tree.text.contains("Estimate: 0.00 USD"))
        #expect(chart.text.hasPrefix("flowchart TD\n"))
        #expect(chart.text.components(separatedBy: " --> ").count > 3)
        #expect(Set((plan.object ?? [:]).keys) == ["brief", "tasks", "estimate", "problems", "questions"])
        #expect(plan["problems"]?.array == [])
        #expect(plan["estimate"]?["likelyUSD"] == 0)
        let ids = plan["tasks"]?.array?.compactMap { $0["id"]?.string } ?? []
        #expect(ids.last == "deliver")
        #expect(Set(ids).isSuperset(of: ["draw/01", "draw/02", "review/01", "review/02"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder.path) == before)
    }

    @Test func namesLineAndColumnOfSettingsThatAreWrong() async throws {
        try scene.issue()
        try scene.folder.write("threshold: 80\nconcurency: 3\n", to: ".github/showrunner.yml")
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 2)
        #expect(result.errorText.contains("showrunner.yml:2:1"), "\(result.errorText)")
        #expect(result.errorText.contains("concurrency"))
    }
}
