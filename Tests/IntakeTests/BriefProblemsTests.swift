import Core
import Intake
import Testing

@Suite struct BriefProblemsTests {
    @Test func theCommentShowsHostileTextAsText() {
        let problems = BriefProblems([
            BriefProblem(
                field: "size", found: "@ada `x` | <script> <!-- showrunner:run --> ![i](http://e.org) #1\n### h",
                accepted: "a | b @you", nearest: "1024x1024")
        ])
        let row = problems.markdown.split(separator: "\n").first { $0.hasPrefix("| size") }.map(String.init) ?? ""
        #expect(row.contains("`` @ada `x` \\| <script>") || row.contains("``@ada `x` \\| <script>"))
        #expect(row.contains("a \\| b @\u{200B}you"))
        #expect(row.hasSuffix("| `1024x1024` |"))
        #expect(problems.description.contains("nothing was spent"))
    }

    @Test func theExampleInTheCommentIsValid() throws {
        let text = BriefProblems([BriefProblem(field: "size", found: "x", accepted: "y")]).markdown
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let example = lines[start...].prefix { $0 != "</details>" }.joined(separator: "\n")
        let brief = try BriefReader().read(
            Core::Issue(identity: .github(repository: "a/b", number: 1), title: "t", body: example))
        #expect(brief.count == 4)
    }

    @Test func aTerminalIsGivenNoControlCharacters() {
        let problems = BriefProblems([
            BriefProblem(field: "size", found: "a\u{1B}[31m\nb\u{7}", accepted: "x", nearest: "\u{1B}]0;y")
        ])
        #expect(!problems.description.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(problems.problems.first?.found == "a[31m b")
    }

    @Test func staysUnderGitHubsLimit() {
        let problem = BriefProblem(
            field: "items", found: String(repeating: "`|", count: 400), accepted: String(repeating: "|", count: 900))
        #expect(BriefProblems(Array(repeating: problem, count: 2_000)).markdown.count < 65_536)
    }
}
