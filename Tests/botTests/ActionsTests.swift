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

    // MARK: Who has set the label

    private static let form = "### Prompt\n\nA red boat on a calm blue sea\n\n### Size\n\n96x96\n"

    /// An event that anybody may cause calls the command: the label counts by who has set it.
    @Test func anEventBeginsOnlyWhatSomebodyWithTheRoleHasLabelled() async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.put(StandInIssue(13, title: "Theirs", body: Self.form, labels: []), in: GitHubScene.name)
        hub.standIn.label(13, "generate", by: StandInAccount("stranger"), in: GitHubScene.name)
        hub.standIn.put(StandInIssue(14, title: "Bare", body: Self.form, labels: []), in: GitHubScene.name)
        let event = ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "issues"]
        for issue in [13, 14] {
            let refused = try await hub.scene.bot("run", "octo/assets#\(issue)", environment: event)
            #expect(refused.status == 2 && refused.errorText.contains("workflow_dispatch"), "\(refused.errorText)")
            #expect(
                refused.errorText.contains("the role 'write'") && refused.errorText.contains("the label 'generate'"))
        }
        #expect(hub.calls.allSatisfy { $0.method == "GET" })
        #expect(!FileManager.default.fileExists(atPath: hub.scene.path("state/history.sqlite")))
        #expect(try await hub.scene.bot("run", "octo/assets#12", environment: event).status == 0)
    }

    /// Whoever calls the command by hand has the token: no label is asked for.
    @Test(arguments: [[:], ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "workflow_dispatch"]])
    func aPersonsOwnHandNeedsNoLabel(environment: [String: String]) async throws {
        let hub = try await GitHubScene(issue: Self.form)
        hub.standIn.put(StandInIssue(14, title: "Bare", body: Self.form, labels: []), in: GitHubScene.name)
        #expect(try await hub.scene.bot("run", "octo/assets#14", environment: environment).status == 0)
        let help = try await hub.scene.bot("run", "--help").text
        #expect(help.contains("who has set it are not asked about") && help.contains("GITHUB_ACTIONS"))
    }
}
