import Core
import Foundation
import Intake
import Resources
import Testing

/// Our own forms, rendered as GitHub does and read back.
@Suite struct IssueFormTests {
    private func form(_ name: String) throws -> RenderedForm {
        let path = ".github/ISSUE_TEMPLATE/\(name).yml"
        return try RenderedForm(RepositoryFiles.text(path), file: path)
    }

    private func read(_ body: String, title: String = "[Image]: x") throws -> Brief {
        try BriefReader().read(
            Core::Issue(identity: .github(repository: "ada/art", number: 7), title: title, body: body))
    }

    /// An answer for each field that a person may write in one of our forms.
    private static let answers: [BriefField: String] = [
        .prompt: "A lighthouse", .negativePrompt: "people", .count: "3", .size: "1366x768", .aspectRatio: "16:9",
        .resolution: "1080p", .format: "webp", .style: "woodcut", .palette: "navy, #ff7f50", .seed: "42",
        .model: "seedream-4.0", .quality: "high", .threshold: "85", .attempts: "4", .budget: "5.00",
        .outputPath: "assets/posters/", .references: "https://example.org/a.png", .mask: "a/mask.png", .scenes: "5",
        .duration: "7",
        .fps: "25", .firstFrame: "a/b.png", .lastFrame: "a/c.png", .camera: "pan", .items: "- fox\n- owl\n- otter",
        .optimise: "Improve the prompt before it is used", .approval: "Ask me before anything is delivered",
        .audio: "With sound", .videos: "Make a video of each scene", .checkpoints: "storyboard",
    ]

    private func field(_ label: String) throws -> BriefField {
        try #require(BriefField.allCases.first { $0.heading == label }, "no field is called '\(label)'")
    }

    @Test(arguments: BriefKind.allCases)
    func everyAnswerOfAFormArrives(kind: BriefKind) throws {
        let form = try form(kind.rawValue)
        let body = form.body {
            $0.label == "Kind" ? kind.rawValue : (try? field($0.label)).flatMap { Self.answers[$0] }
        }
        let brief = try read(body)
        #expect(brief.kind == kind)
        let labels = Set(form.fields.map(\.label))
        let json = brief.json
        for label in labels where label != "Kind" {
            let field = try field(label)
            #expect(json[field.rawValue] != nil, "\(label)")
        }
        if labels.contains("Count") { #expect(brief.count == 3) }
        if labels.contains("Optimise") { #expect(brief.optimise) }
        if labels.contains("Checkpoints") { #expect(brief.checkpoints == ["storyboard"]) }
        if labels.contains("Format") { #expect(brief.format == .webp) }
        #expect(brief.threshold == 85 && brief.seed.value == 42 && brief.outputPath == "assets/posters/")
        #expect(brief.approval && brief.quality == .high && brief.budget == MicroDollars(5_000_000))
    }

    @Test(arguments: BriefKind.allCases)
    func aFormWithItsRequiredAnswersAloneIsEnough(kind: BriefKind) throws {
        let form = try form(kind.rawValue)
        let body = form.body {
            $0.isRequired && $0.type != "dropdown" ? (try? field($0.label)).flatMap { Self.answers[$0] } : nil
        }
        let brief = try read(body)
        #expect(brief.kind == kind)
        #expect(brief.threshold == 80 && !brief.approval)
    }

    @Test(arguments: BriefKind.allCases)
    func theFormIsWhatGitHubAccepts(kind: BriefKind) throws {
        let form = try form(kind.rawValue)
        #expect(form.root["name"]?.text?.isEmpty == false)
        #expect(form.root["description"]?.text?.isEmpty == false)
        #expect(form.root["labels"]?.elements?.compactMap(\.text) == [Settings().label])
        let bodies = form.root["body"]?.elements ?? []
        let identifiers = bodies.compactMap { $0["id"]?.text }
        #expect(Set(identifiers).count == identifiers.count)
        for body in bodies where body["type"]?.text != "markdown" {
            #expect(["input", "textarea", "dropdown", "checkboxes"].contains(body["type"]?.text))
            #expect(body["id"]?.text?.allSatisfy { $0.isLetter || $0 == "-" } == true)
            for option in body["attributes"]?["options"]?.elements ?? [] {
                // GitHub refuses options that YAML takes for true or false.
                #expect(option.json.bool == nil)
            }
        }
        #expect(Set(form.fields.map(\.label)).count == form.fields.count)
    }

    @Test func togetherTheFormsAskForEveryField() throws {
        let labels = try Set(BriefKind.allCases.flatMap { try form($0.rawValue).fields.map(\.label) })
        #expect(labels == Set(BriefField.allCases.map(\.heading)))
    }

    @Test func theDocumentationNamesEveryField() throws {
        let text = try RepositoryFiles.text("docs/briefs.md")
        for field in BriefField.allCases {
            #expect(text.contains("| \(field.heading) | `\(field.rawValue)` |"), "\(field.heading)")
        }
    }

    @Test func theExamplesAreValid() async throws {
        let folder = RepositoryFiles.root.appending(path: "examples/issues")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") && !$0.hasSuffix(".thread.md") }
        #expect(names.count >= 5)
        for name in names {
            let issue = try await MarkdownTracker().issue(.file(path: folder.path + "/" + name))
            let brief = try BriefReader().read(issue)
            #expect(!brief.prompt.isEmpty, "\(name)")
            #expect(brief.prompt.hasPrefix("[") == false)
        }
        let posters = try await MarkdownTracker().issue(.file(path: folder.path + "/lighthouse-posters.md"))
        #expect(
            try BriefReader().read(posters).assets.map(\.key.text) == [
                "dawn", "storm", "winter", "night", "harbour", "island",
            ])
    }
}
