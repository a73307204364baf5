import Core
import Intake
import Testing

/// What people do to forms and prose, and what must be read all the same.
@Suite struct IssueTextTests {
    private func read(_ body: String, title: String = "A lighthouse") throws -> Brief {
        try BriefReader().read(
            Core::Issue(identity: .github(repository: "ada/art", number: 7), title: title, body: body))
    }

    @Test(arguments: [
        "### Count", "### count:", "###   COUNT ::", "## Count", "#### **Count**", "### 🔢 Count", "### _Count_",
        "### Counts", "### Cuont", "### Count (optional)", "### How many?", "### Ｃｏｕｎｔ",
    ])
    func knowsAHeadingHoweverItIsWritten(heading: String) throws {
        #expect(try read("### Prompt\n\np\n\n\(heading)\n\n4\n").count == 4)
    }

    @Test(arguments: [
        "### Negative prompt", "### negative-prompt", "### Negative_Prompt", "### NegativePrompt", "### Negative promt",
        "### Negativ prompt", "### Negative Prompts",
    ])
    func forgivesTypingErrors(heading: String) throws {
        let brief = try read("### Prompt\n\np\n\n\(heading)\n\npeople\n")
        #expect(brief.negativePrompt == "people")
        #expect(brief.prompt == "p")
    }

    @Test(arguments: ["_No response_", "None", "n/a", "N/A", "", "*No response*", "-", "<!-- nothing -->"])
    func takesNoAnswerForNone(answer: String) throws {
        let brief = try read("### Prompt\n\np\n\n### Count\n\n\(answer)\n\n### Style\n\n\(answer)\n")
        #expect(brief.count == 1)
        #expect(brief.style == nil)
    }

    @Test func readsOptimizeLikeOptimise() throws {
        #expect(try read("### Prompt\n\np\n\n### Optimize\n\n- [X] Improve my prompt\n").optimise)
        #expect(try !read("### Prompt\n\np\n\n### Optimise\n\n- [ ] Improve my prompt\n").optimise)
        #expect(try read("### Prompt\n\np\n\n### Colors\n\nnavy; coral\n").palette.map(\.name) == ["navy", "coral"])
    }

    @Test func windowsLineEndsAreLineEnds() throws {
        let brief = try read("### Prompt\r\n\r\nOne\r\ntwo\r\n\r\n### Count\r\n\r\n3\r\n")
        #expect(brief.prompt == "One\ntwo")
        #expect(brief.count == 3)
    }

    @Test(arguments: ["```", "~~~", "`````"])
    func headingsInsideFencesBelongToTheAnswer(fence: String) throws {
        let brief = try read("### Prompt\n\nSay\n\n\(fence)text\n### Count\n\n9\n\(fence)\n\n### Count\n\n2\n")
        #expect(brief.count == 2)
        #expect(brief.prompt.contains("### Count"))
    }

    @Test func aLongerFenceHoldsAShorterOne() throws {
        let brief = try read("### Prompt\n\n````\n```\n### Count\n9\n```\n### Size\n````\n\n### Count\n\n2\n")
        #expect(brief.count == 2)
        #expect(brief.prompt == "```\n### Count\n9\n```\n### Size")
    }

    @Test func unwrapsAnAnswerThatIsOneFence() throws {
        #expect(try read("### Prompt\n\n```text\nA red boat\n```\n").prompt == "A red boat")
        #expect(try read("### Prompt\n\n```\na\n```\nand\n```\nb\n```\n").prompt == "```\na\n```\nand\n```\nb\n```")
    }

    @Test func aQuotedReplyOnTopIsNoPrompt() throws {
        let body = "On Tue, 3 Nov 2026, Ada wrote:\n> ### Count\n> 9\n> please\n\nA boat at dawn\n"
        let brief = try read(body, title: "Boat")
        #expect(brief.prompt == "Boat\n\nA boat at dawn")
        #expect(brief.count == 1)
        #expect(try read("> old\n> words\n\n### Prompt\n\nA boat\n").prompt == "A boat")
    }

    @Test func aQuotationInAnAnswerStays() throws {
        #expect(try read("### Prompt\n\nA sign that says\n> Beware\n").prompt == "A sign that says\n> Beware")
    }

    @Test func aFewKnownHeadingsMakeNoForm() throws {
        let brief = try read("### Model\n\ngpt-4\n\n### Description\n\nIt breaks\n", title: "Bug")
        #expect(brief.model == nil)
        #expect(brief.prompt.contains("### Description"))
    }

    @Test func picturesBecomeReferences() throws {
        let asset = "https://github.com/user-attachments/assets/0b1c"
        let brief = try read(
            "A boat like ![this](https://example.org/a.png \"t\") one\n\n<img width=\"20\" src=\"https://example.org/b.png\" />\n\(asset)\n",
            title: "Boat")
        #expect(brief.references == ["https://example.org/a.png", "https://example.org/b.png", asset])
        #expect(brief.prompt == "Boat\n\nA boat like  one")
    }

    @Test func anEditChangesAPictureAndKeepsItsSizeUnlessOneIsNamed() throws {
        let picture = "![it](https://example.org/a.png)"
        let plain = try read("```yaml\nkind: edit\nprompt: make it red\n```\n\n\(picture)\n")
        #expect(plain.kind == .edit && plain.keepsSize && plain.references == ["https://example.org/a.png"])
        #expect(Brief(json: plain.json) == plain)
        for field in ["size: 640x480", "aspectRatio: '16:9'"] {
            let sized = try read("```yaml\nkind: edit\nprompt: make it red\n\(field)\n```\n\n\(picture)\n")
            #expect(!sized.keepsSize)
        }
        #expect(try !read("```yaml\nprompt: a red boat\n```\n\n\(picture)\n").keepsSize)
    }

    @Test func anEditWithoutAPictureIsRefused() {
        let error = #expect(throws: BriefProblems.self) { try read("```yaml\nkind: edit\nprompt: make it red\n```\n") }
        #expect(error?.problems.map(\.field) == ["references"])
    }

    @Test func aPictureUnderFirstFrameIsTheAnswer() throws {
        let brief = try read("### Prompt\n\np\n\n### First frame\n\n![x](https://example.org/a.png)\n")
        #expect(brief.firstFrame == "https://example.org/a.png")
        #expect(brief.references.isEmpty)
    }

    @Test func hiddenCommentsSayNothing() throws {
        let body =
            "<!-- Tell us\n```yaml\ncount: 9\n```\n### Count\n9\n-->\nA boat<!-- red --> at dawn\n<!-- open\nrest"
        let brief = try read(body, title: "Boat")
        #expect(brief.prompt == "Boat\n\nA boat at dawn")
        #expect(brief.count == 1)
        #expect(try read("```\n<!-- kept\n```\nafter", title: "B").prompt.contains("<!-- kept"))
    }

    @Test(arguments: [
        ("[Image]: A boat", "A boat"), ("[Image] A boat", "A boat"), ("Video: A boat", "A boat"),
        ("A: boat", "A: boat"),
        ("[Image]: ", "text"),
    ])
    func dropsTheFormsPrefixFromATitle(title: String, expected: String) throws {
        #expect(try read(expected == "text" ? "text" : "", title: title).prompt == expected)
    }

    @Test func aBlockGoesBeforeAFormAndBothBeforeProse() throws {
        let body = "Words\n\n```yaml\ncount: 3\n```\n\n### Prompt\n\nForm\n\n### Count\n\n2\n\n### Style\n\nwoodcut\n"
        let brief = try read(body)
        #expect(brief.count == 3)
        #expect(brief.prompt == "Form")
        #expect(brief.style == "woodcut")
        let prose = try read("Words\n\n```yaml\ncount: 3\n```\n", title: "Boat")
        #expect(prose.prompt == "Boat\n\nWords")
        #expect(prose.count == 3)
    }

    @Test func somebodysConfigurationIsNoBrief() throws {
        let brief = try read("Draw this:\n\n```yaml\nservices: {web: {ports: [80]}}\n```\n", title: "Boat")
        #expect(brief.prompt.contains("services:"))
    }

    @Test func severalBlocksAreTakenTogether() throws {
        let brief = try read("```yaml\nseed: 5\n```\n\n```yml\nprompt: p\ncount: 2\n```\n")
        #expect(brief.seed.value == 5 && brief.count == 2)
        #expect(throws: BriefProblems.self) { try read("```yaml\nseed: 5\n```\n```yaml\nseed: 6\nprompt: p\n```\n") }
    }

    @Test func theAuthorsOwnHeadingsStayInTheAnswer() throws {
        let brief = try read(
            "### Prompt\n\nA boat\n\n## The sea\n\nCalm\n\n### Anything else\n\nThanks!\n\n### Count\n\n2\n")
        #expect(brief.prompt == "A boat\n\n## The sea\n\nCalm")
        #expect(brief.count == 2)
    }

    @Test func unseenCharactersAreTakenOut() throws {
        #expect(try read("### Prompt\n\nA\u{0} boat\u{202E}\u{E0041}\u{7}\n").prompt == "A boat")
    }

    @Test func aTitleThatTheTextRepeatsComesOnce() throws {
        #expect(try read("A lighthouse\nat dawn").prompt == "A lighthouse\nat dawn")
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["![", "<img ", "[](", "<!--", "### Prompt\n", "> ", "```yaml\n"])
    func hostileRepetitionTakesNoTime(part: String) {
        let body = String(repeating: part, count: 60_000 / part.count)
        // Whether it is a brief or not does not matter here; that there is an answer does.
        let outcome = Result { try read(body) }
        switch outcome {
        case .success(let brief): #expect(brief.prompt.count <= 4_000)
        case .failure(let error): #expect(error is BriefProblems)
        }
    }
}
