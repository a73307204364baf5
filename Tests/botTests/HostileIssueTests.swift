import Core
import Foundation
import TestSupport
import Testing

/// Issues that mean harm: nothing raw of them reaches the terminal, the thread, a commit or a path.
@Suite(.serialized) struct HostileIssueTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// What must not stand in a text for people, whatever the issue said.
    private func expectHarmless(_ text: String, _ name: String) {
        let bad = text.unicodeScalars.filter { scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value)
        }
        #expect(bad.isEmpty, "\(name) holds \(bad.map { String($0.value, radix: 16) })")
    }

    /// A Markdown text without its fenced blocks, as a renderer finds them: each ends with a fence as long as its own.
    private func withoutFences(_ text: String) -> String {
        var kept: [Substring] = []
        var open = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == "`" }.count
            if open == 0, ticks >= 3 {
                open = ticks
            } else if open > 0 {
                if ticks >= open, line.drop(while: { $0 == "`" }).isEmpty { open = 0 }
            } else {
                kept.append(line)
            }
        }
        return kept.joined(separator: "\n")
    }

    @Test func anEscapeInARepositorysSettingsOrWorkflowNeverReachesTheTerminal() async throws {
        try scene.issue()
        try scene.folder.write("\"\\e[31mred\\a\": 1\n", to: "bad.yml")
        let settings = try await scene.bot("run", "boats.md", "--config", "bad.yml")
        #expect(settings.status == 2)
        #expect(settings.errorText.contains("bad.yml:1:1"))
        expectHarmless(settings.errorText, "the refusal of the settings")
        try scene.folder.write(
            "kind: Workflow\nname: image\n\"\\e]0;title\\a\": 1\ntasks: []\n", to: "workflows/image.yml")
        let workflow = try await scene.bot("run", "boats.md")
        #expect(workflow.status == 2)
        expectHarmless(workflow.errorText, "the refusal of the workflow")
    }

    @Test func longMarkupAndEscapesOfAPromptStayText() async throws {
        let piece = "@octocat <img src=x onerror=alert(1)> | --> ``` \\e[31mred\\a \\u202Ehidden #12 ${HOME} $(id) "
        let room = 3_900 / (piece.count - 8)
        let prompt = "\"" + String(repeating: piece, count: room) + "<!-- showrunner:run:x --> <script>1</script>\""
        try scene.issue(title: "\"Boats\\e]0;owned\\a\\nand\\tmore @octocat fixes #3\"", prompt: prompt)
        try await scene.bareRepository()
        let result = try await scene.bot("run", "boats.md", "--git", "repo.git")
        #expect(result.status == 0, "\(result.errorText)")
        expectHarmless(result.text, "standard output")
        expectHarmless(result.errorText, "standard error")
        for words in [["show", "last"], ["history"], ["events", "last"], ["plan", "boats.md"]] {
            expectHarmless(try await scene.command(words).run().text, words[0])
        }
        let thread = try scene.text("boats.thread.md")
        expectHarmless(thread, "the thread")
        #expect(scene.comments() == 1)
        let outside = withoutFences(thread)
        #expect(outside.count < thread.count - 1_000, "the prompt stands in a fence")
        #expect(!outside.contains("<script>") && !outside.contains("<img src=x"))
        #expect(thread.components(separatedBy: "<!-- showrunner:run:").count == 2, "its own marker alone")
        let message = try await scene.git("-C", "repo.git", "log", "-1", "--format=%B", "showrunner/boats").text
        expectHarmless(message, "the commit's message")
        #expect(!message.contains("@octocat") && !message.contains("#3"))
        #expect(message.split(separator: "\n").first.map { $0.count <= 72 } == true)
        let names = try await scene.git("-C", "repo.git", "ls-tree", "-r", "--name-only", "showrunner/boats").lines
        #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-./".contains($0)) } })
        #expect(try await scene.bot("show", "last", "--html", "page.html").status == 0)
        let page = try scene.text("page.html")
        #expect(!page.contains("<script>1") && !page.contains("<img src=x"))
        expectHarmless(page, "the page")
    }

    @Test(arguments: [
        "../outside", "/etc/showrunner", "a/../../b", "assets/.git/hooks", "-rf", "C:\\\\x", "a\\nb", "~/x/.ssh",
    ])
    func aPathThatLeadsOutIsRefused(path: String) async throws {
        try scene.issue(asking: ["outputPath": "\"\(path)\""])
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 2, "\(result.errorText)")
        #expect(result.errorText.contains("outputPath"))
        #expect(!FileManager.default.fileExists(atPath: scene.path("showrunner-output")))
    }

    @Test func idsOfItemsCannotLeadOut() async throws {
        try scene.folder.write(
            """
            ---
            title: Items
            ---
            ```yaml
            size: 64x64
            items:
              - id: ../../escape
                prompt: A boat
              - id: .git
                prompt: A house by the sea at night
            ```

            """, to: "boats.md")
        let result = try await scene.bot("run", "boats.md")
        if result.status != 2 {
            let files = try await scene.shown()["assets"]?.array?.compactMap { $0["path"]?.string } ?? []
            #expect(files.allSatisfy { !$0.contains("..") && !$0.contains("/.git") }, "\(files)")
        }
        #expect(!FileManager.default.fileExists(atPath: scene.path("escape.png")))
    }

    @Test func aLinkInTheOutputFolderIsNotFollowedOutOfIt() async throws {
        let outside = try scene.folder.makeFolder("outside")
        _ = try scene.folder.makeFolder("showrunner-output")
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("showrunner-output/assets"), withDestinationPath: outside)
        try scene.issue()
        _ = try await scene.bot("run", "boats.md")
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
    }

    @Test func aFileNameWithOddCharactersGivesACleanBranch() async throws {
        let name = "boats & --bare; $(touch owned) .lock~^:é.md"
        try scene.issue(name)
        try await scene.bareRepository()
        let result = try await scene.bot("run", name, "--git", "repo.git", "--json")
        #expect(result.status == 0, "\(result.errorText)")
        let branch = try #require(try result.json["delivery"]?["branch"]?.string)
        #expect(branch.hasPrefix("showrunner/boats"))
        #expect(branch.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-/".contains($0)) }, "\(branch)")
        #expect(!FileManager.default.fileExists(atPath: scene.path("owned")))
    }

    @Test func aTitleIsShownInOneLine() async throws {
        try scene.issue(title: "\"One\\r\\nTwo\\u2028Three\\u0007\\u001b[2J\"")
        let result = try await scene.bot("run", "boats.md")
        #expect(result.status == 0, "\(result.errorText)")
        expectHarmless(result.text + result.errorText, "the terminal")
        #expect((result.text).contains("One Two Three"))
        expectHarmless(try scene.text("boats.thread.md"), "the thread")
    }
}
