import Content
import Core
import Engine
import Testing

@Suite struct ReportWordsTests {
    @Test(arguments: [(79.96, "79.9"), (80, "80.0"), (99.999, "99.9"), (0, "0.0"), (71.3, "71.3")])
    func aScoreIsNeverRoundedIntoAPass(score: Double, text: String) {
        #expect(Figures.score(score) == text)
    }

    @Test(arguments: [(400, "0.4 s"), (12_000, "12 s"), (184_000, "3 min 04 s"), (7_500_000, "2 h 05 min")])
    func durationsReadWell(milliseconds: Int, text: String) {
        #expect(Figures.duration(.milliseconds(milliseconds)) == text)
    }

    @Test func linksAreEncodedForEveryPlaceTheyMayStandIn() {
        let links = ReportLinks.gitHub(server: "https://ghe.example/", repository: "o/r")
        #expect(
            links.file("a b/(c)\"<x>|.png", "abc") == "https://ghe.example/o/r/blob/abc/a%20b/%28c%29%22%3Cx%3E%7C.png")
        #expect(links.file("a.png", nil) == nil)
        #expect(ReportLinks.folder("../out").file("ä.png", nil) == "../out/%C3%A4.png")
    }

    @Test func criteriaAreNamedInPlainWords() {
        #expect(CriterionWords.label("fileType") == "file type")
        let judgement = Judgement(score: 60, verdict: .fail, criteria: ["noise": 50, "sharpness": 30, "size": 100])
        #expect(CriterionWords.weakest(of: judgement, under: 80).map(\.name) == ["sharpness", "noise"])
        let even = Judgement(score: 70, verdict: .fail, criteria: ["noise": 90, "size": 100])
        #expect(CriterionWords.weakest(of: even, under: 80).map(\.name) == ["noise"])
    }

    @Test func plainTextLosesWhatActsAndKeepsWhatReads() {
        #expect(PlainText.clean("a\u{1B}[2Jb\r\nc\td") == "a[2Jb c d")
        #expect(PlainText.clean("a\r\nb\n\nc", keepsLines: true) == "a\nb\n\nc")
        #expect(PlainText.clean("\u{202E}x\u{2069}👩‍👧\u{FEFF}") == "x👩‍👧")
        #expect(PlainText.clean("abcdef", limit: 4) == "abc…")
    }

    @Test func aCommandIsOneWordToTheShell() throws {
        var run = try SampleRun(
            brief: try SampleRun.brief(), issue: .file(path: "/home/it's $HOME/a b.md"), url: nil)
        run.plan()
        run.finish(.failed, reason: "gone")
        let steps = NextStep.steps(for: RunReport(try run.view))
        #expect(steps.map(\.command) == ["bot run '/home/it'\\''s $HOME/a b.md' --fresh"])
    }
}
