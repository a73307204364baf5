import Core
import Intake
import Testing

@Suite struct BatchItemTests {
    private func read(_ body: String) throws(BriefProblems) -> Brief {
        try BriefReader().read(
            Core::Issue(identity: .github(repository: "ada/art", number: 7), title: "Icons", body: body))
    }

    private func problems(_ body: String) -> [BriefProblem] {
        do {
            _ = try read(body)
            return []
        } catch { return error.problems }
    }

    @Test(arguments: [
        "items: [a, a]", "items:\n  - {id: x, prompt: a}\n  - {id: X, prompt: b}", "items: []", "items: [{id: x}]",
        "items: [{prompt: a, size: 10x10}]", "items: [{prompt: a, seed: -1}]", "items: [{prompt: a, sied: 1}]",
        "items: [[a]]", "count: 3\nitems: [a, b]", "items: ['']",
    ])
    func refuses(yaml: String) {
        let found = problems("```yaml\n\(yaml)\n```")
        #expect(found.count == 1, "\(found)")
    }

    @Test func refusesMoreThanFiveHundred() {
        let lines = (1...501).map { "- thing \($0)" }.joined(separator: "\n")
        #expect(problems("### Items\n\n\(lines)\n").map(\.field) == ["items"])
        #expect(problems("### Items\n\n\(lines.split(separator: "\n").dropLast().joined(separator: "\n"))\n").isEmpty)
    }

    @Test func readsMappingsAndTexts() throws {
        let brief = try read(
            """
            ```yaml
            items:
              - A red fox
              - {id: Night Owl, prompt: An owl, size: 512x512, seed: 9}
            ```
            """)
        #expect(brief.kind == .batch)
        #expect(brief.count == 2)
        #expect(brief.items.map(\.prompt) == ["A red fox", "An owl"])
        #expect(brief.items.last?.key == AssetKey("night-owl"))
        #expect(brief.items.last?.size == PixelSize(width: 512, height: 512))
        #expect(brief.items.last?.seed?.value == 9)
        #expect(brief.items.first?.key.text.hasPrefix("a-red-fox-") == true)
    }

    @Test func aKeyComesFromTheContentNeverThePosition() throws {
        let one = try read("### Items\n\n- A red fox\n- An owl\n")
        let two = try read("### Items\n\n1. An owl\n2. A red fox\n")
        #expect(Set(one.items.map(\.key)) == Set(two.items.map(\.key)))
        #expect(one.items.map(\.key) == two.items.reversed().map(\.key))
    }

    @Test func linesMayGoOnBelow() throws {
        let brief = try read("### Items\n\n- A red fox\n  in the snow\n- An owl\n")
        #expect(brief.items.map(\.prompt) == ["A red fox in the snow", "An owl"])
    }

    @Test func yamlMayStandUnderTheHeading() throws {
        let text = "- id: fox\n  prompt: A red fox\n- id: owl\n  prompt: An owl\n"
        for body in ["### Items\n\n\(text)", "### Items\n\n```yaml\n\(text)```\n"] {
            #expect(try read(body).items.map(\.key.text) == ["fox", "owl"])
        }
    }

    @Test func thePromptHoldsForEveryItem() throws {
        let brief = try read("### Prompt\n\nflat icon\n\n### Items\n\n- fox\n- owl\n")
        #expect(brief.items.map(\.prompt) == ["fox, flat icon", "owl, flat icon"])
        let plain = try read("### Items\n\n- fox\n- owl\n")
        #expect(brief.items.map(\.key) == plain.items.map(\.key))
    }
}
