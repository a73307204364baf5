import Core
import Foundation
import Intake
import Testing

@Suite struct BriefQuestionsTests {
    private func questions(_ body: String, title: String = "A lighthouse") throws -> [BriefQuestion] {
        try BriefReader().reading(
            Core::Issue(identity: .github(repository: "ada/art", number: 7), title: title, body: body)
        ).questions
    }

    /// The fields of a prompt's questions, under a form.
    private func asked(_ prompt: String, _ other: String = "") throws -> [String] {
        try questions("### Prompt\n\n\(prompt)\n\n\(other)").map(\.field)
    }

    @Test(
        arguments: [
            "Please make three posters of a lighthouse", "Generate 5 images of a red fox in the snow",
            "I need a set of four different icons for the menu", "Three posters of lighthouses, calm and wide",
            "A series of 6 illustrations for a children's book", "I would like to have two large banners.",
            "A fox in the snow, in four variations", "We want 12 icons.", "Create **three** posters.",
            "Design me ten flat app icons",
        ])
    func askHowManyWhereTheTextSaysANumber(prompt: String) throws {
        let found = try questions("### Prompt\n\n\(prompt)\n")
        #expect(found.map(\.field) == ["count"], "\(prompt)")
        let question = try #require(found.first)
        #expect(question.assumed == "1" && question.options.count == 2 && question.options.first == "1")
        #expect(question.confidence < 0.6)
    }

    @Test(
        arguments: [
            "A wall with three posters", "A lighthouse with four windows and two doors",
            "Two photographs lie on a wooden desk", "An artist who draws two people holding pictures",
            "A gallery in which five paintings hang", "Seven dwarfs and 3 icons of saints on a wall",
            "Make one poster of a lighthouse", "A poster with the words \"Make three posters\"",
            "A man meets four versions of himself", "A high quality image of a fox, 8k, masterpiece",
            "Two otters", "A 3d render of a castle", "1 girl, 2 cats", "The clock shows 9:16", "They won 4:3",
            "a checkerboard of 8x8 fields", "A sunflower seed 3 cm deep in the soil", "A video camera on a tripod",
            "A film poster of the 1930s", "Sale: up to $5 off", "A budget airline at a small airport",
            "A PNG logo on a shelf", "Children draw in the sand near two boats",
            "A boat with a sign that says \"seed 42\"",
            "Of the two posters, one hangs crooked", "a dog", "猫", "🐱", "A cat", "Ox cart", "7 of 9", "16 candles",
        ])
    func askNothingAboutAScene(prompt: String) throws { #expect(try asked(prompt) == [], "\(prompt)") }

    @Test(arguments: ["test", "Test.", "?", "x", "42", "TODO", "an image", "hi"])
    func askForAPromptThatSaysSomething(prompt: String) throws { #expect(try asked(prompt) == ["prompt"]) }

    @Test(
        arguments: [
            ("A fox, 1920x1080", "size"), ("A fox, 1920 x 1080 px", "size"), ("A fox in 16:9", "aspectRatio"),
            ("A fox --ar 9:16", "aspectRatio"), ("A fox, aspect ratio 4:3", "aspectRatio"), ("A fox, seed 42", "seed"),
            ("A fox --seed=42", "seed"), ("A fox, please as a JPEG", "format"), ("A fox in WebP format", "format"),
            ("Please make a short video of a fox", "kind"), ("Create a 10 second clip about a fox.", "kind"),
            ("A fox. Don't spend more than $5", "budget"), ("A fox. Budget: 3 USD", "budget"),
        ])
    func askWhatNoFieldSays(prompt: String, field: String) throws {
        #expect(try asked(prompt) == [field], "\(prompt)")
    }

    @Test(
        arguments: [
            ("Please make three posters of a fox", "### Count\n\n3\n"), ("A fox, 1920x1080", "### Size\n\n1920x1080\n"),
            ("A fox in 16:9", "### Size\n\n1920x1080\n"), ("A fox in 16:9", "### Aspect ratio\n\n16:9\n"),
            ("A fox, seed 42", "### Seed\n\n42\n"), ("A fox as a JPEG", "### Format\n\njpeg\n"),
            ("A fox as a PNG", ""), ("Make a video of a fox", "### Kind\n\nvideo\n"),
            ("A fox. Budget: 3 USD", "### Budget\n\n3\n"), ("A fox before a 640x480 screen, 1024x1024", ""),
        ])
    func whatAFieldSaysTooIsClear(prompt: String, field: String) throws {
        #expect(try asked(prompt, field) == [], "\(prompt)")
    }

    @Test func aContradictionIsToldAsOne() throws {
        let found = try questions("### Prompt\n\nMake three posters of a fox\n\n### Count\n\n2\n")
        #expect(found.map(\.field) == ["count"])
        #expect(found.first?.question.contains("asks for 3 posters") == true)
        #expect(found.first?.question.contains("'Count' says 2") == true)
        #expect(found.first?.options == ["2", "3"])
    }

    @Test func severalSizesOrSeedsAreAllOptions() throws {
        let sizes = try questions("### Prompt\n\nA fox in 1920x1080 and 1080x1920\n")
        #expect(sizes.first?.options == ["1024x1024", "1920x1080", "1080x1920"])
        let seeds = try questions("### Prompt\n\nA fox, seed 1. No, seed 2\n\n### Seed\n\n2\n")
        #expect(seeds.map(\.field) == [], "the field settles it")
        #expect(try questions("### Prompt\n\nA fox, seed 1 or seed 3\n").first?.options.count == 3)
    }

    @Test func titleAndTextAroundABlockCount() throws {
        #expect(
            try questions("Please make five images.\n\n```yaml\nprompt: a fox\n```\n", title: "Foxes").map(\.field)
                == ["count"])
        #expect(try questions("", title: "Six posters of lighthouses").map(\.field) == ["count"])
        #expect(
            try questions("```yaml\nitems: [a fox, an owl]\n```\n", title: "Six posters of lighthouses").isEmpty,
            "the items are the count")
    }

    @Test func hostileTextIsNotRepeated() throws {
        let found = try questions("### Prompt\n\ntest\u{1B}[31m\u{202E}\n")
        for question in found {
            #expect(!question.assumed.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        }
    }

    @Test func confidenceIsThatOfTheGreatestDoubt() throws {
        let reader = BriefReader()
        func reading(_ prompt: String) throws -> BriefReading {
            try reader.reading(
                Core::Issue(
                    identity: .github(repository: "ada/art", number: 7), title: "t", body: "### Prompt\n\n\(prompt)\n"))
        }
        #expect(try reading("A fox in the snow").confidence == 1)
        #expect(try reading("Make two posters of a fox").confidence == 0.5)
        #expect(try reading("test").confidence == 0.2)
    }

    @Test func theExamplesAskNothing() async throws {
        let folder = RepositoryFiles.root.appending(path: "examples/issues")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") && !$0.hasSuffix(".thread.md") }
        #expect(names.count >= 5)
        for name in names {
            let issue = try await MarkdownTracker().issue(.file(path: folder.path + "/" + name))
            #expect(try BriefReader().reading(issue).questions == [], "\(name)")
        }
    }

    @Test(.enabled(if: RepositoryFiles.foreignForms != nil, "shared/fixtures/issue-forms is missing"))
    func somebodyElsesFormsAskNothing() throws {
        let folder = try #require(RepositoryFiles.foreignForms)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yml") }
        #expect(!names.isEmpty)
        for name in names {
            let form = try RenderedForm(
                String(contentsOf: folder.appending(path: name), encoding: .utf8), file: name)
            let body = form.body { $0.type == "checkboxes" ? $0.options.first : "Words about \($0.label)" }
            #expect(try questions(body, title: "[Bug]: It breaks") == [], "\(name)")
        }
    }

    @Test(arguments: ["make seed 7 2x2 x \" ", "“", "«", "\"`", "a 3 ", "seed 7 64x65 ", "make 3 "])
    func anEnormousTextIsReadInOneGo(piece: String) throws {
        let body = String(repeating: piece, count: 60_000 / piece.count)
        _ = try questions("\(body)\n\n```yaml\nprompt: a fox\n```\n")
    }

    @Test func manyOptionsAreCut() throws {
        let sizes = (100..<200).map { "\($0)x\($0)" }.joined(separator: " ")
        #expect(try questions("### Prompt\n\nA fox, \(sizes)\n").first?.options.count == 7)
    }
}
