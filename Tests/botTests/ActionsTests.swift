import Core
import Foundation
import TestSupport
import Testing

/// The output as GitHub Actions reads it: groups, annotations, a summary, and no command that an issue's text could give.
@Suite(.serialized) struct ActionsTests {
    static let title = "'::set-output name=x::y ##[error]boo ::add-mask::z'"
    let scene: Scene
    let summary: String

    init() throws {
        let scene = try Scene()
        self.scene = scene
        summary = scene.path("summary.md")
    }

    private var environment: [String: String] { ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary] }

    /// Every line of both outputs that the runner would take for a command.
    private func commands(in result: CommandResult) -> [String] {
        (result.text + "\n" + result.errorText).split(whereSeparator: \.isNewline).map(String.init).filter { line in
            line.drop { $0 == " " }.hasPrefix("::") || line.contains("##[")
        }
    }

    @Test func groupsLinesAndWritesTheSummary() async throws {
        try scene.issue()
        let result = try await scene.bot("run", "boats.md", environment: environment)
        #expect(result.status == 0)
        #expect(commands(in: result) == ["::group::Showrunner: Boats", "::endgroup::"])
        #expect(
            try scene.text("summary.md").contains("1 of 1 pictures passed")
                || scene.text("summary.md").contains("1 of 1 picture passed"))
        #expect(!result.text.contains("\u{1b}") && !result.errorText.contains("\u{1b}"))
    }

    @Test func addsToASummaryThatIsThere() async throws {
        try scene.issue()
        try scene.folder.write("Before\n", to: "summary.md")
        _ = try await scene.bot("run", "boats.md", environment: environment)
        #expect(try scene.text("summary.md").hasPrefix("Before\n"))
    }

    @Test func marksAPartialRunAndAnInvalidBrief() async throws {
        try scene.issue(asking: ["threshold": "100", "attempts": "1"])
        let partial = try await scene.bot("run", "boats.md", environment: environment)
        #expect(partial.status == 3)
        #expect(commands(in: partial).contains { $0.hasPrefix("::error title=") })
        try scene.issue(asking: ["size": "1x1", "count": "0"])
        let invalid = try await scene.bot("run", "boats.md", environment: environment)
        #expect(invalid.status == 2)
        let errors = commands(in: invalid).filter { $0.hasPrefix("::error") }
        #expect(errors.count == 1, "one annotation, in one line")
        #expect(errors.first?.contains("size") == true && errors.first?.contains("count") == true)
    }

    @Test(arguments: [
        ["run", "boats.md"], ["run", "boats.md", "--json"], ["plan", "boats.md"], ["plan", "boats.md", "--json"],
    ])
    func noTextOfAnIssueBecomesACommand(words: [String]) async throws {
        try scene.issue(
            title: Self.title, prompt: "\"A boat\\n::error::boo\\n##[group]x\\n::stop-commands::t\"",
            asking: ["style": "'::warning::w ##[debug]'"])
        let result = try await scene.command(words, environment).run()
        #expect(result.status == 0, "\(result.errorText)")
        #expect(commands(in: result).allSatisfy { $0.hasPrefix("::group::Showrunner: ") || $0 == "::endgroup::" })
        #expect(!(result.text + result.errorText).contains("##["))
        for words in [
            ["history"], ["history", "--json"], ["show", "last"], ["events", "last"], ["show", "last", "--json"],
        ]
        where FileManager.default.fileExists(atPath: scene.path("state/history.sqlite")) {
            #expect(commands(in: try await scene.command(words, environment).run()).isEmpty, "\(words)")
        }
    }

    @Test func noProblemOfABriefBecomesACommand() async throws {
        try scene.issue(asking: ["size": "\"::error::\\n##[error]\"", "format": "'::debug::'"])
        for words in [["run", "boats.md"], ["plan", "boats.md"], ["run", "boats.md", "--json"]] {
            let result = try await scene.command(words, environment).run()
            #expect(result.status == 2)
            let found = commands(in: result)
            #expect(found.count == 1, "\(found)")
            #expect(found.first?.hasPrefix("::error title=Invalid brief::The brief") == true)
        }
    }
}
