import Core
import Review
import Testing

@Suite struct JudgeAnswerTests {
    private func answer(_ text: String, ending: GeneratedText.Ending = .complete) throws -> JudgeAnswer {
        try JudgeAnswer(GeneratedText(text: text, ending: ending, cost: .zero), under: Answers.rubric)
    }

    private func nonsense(_ text: String, ending: GeneratedText.Ending = .complete) -> String? {
        do {
            _ = try answer(text, ending: ending)
            return nil
        } catch { return (error as? JudgeAnswer.Nonsense)?.reason ?? "\(error)" }
    }

    @Test func aGoodAnswerGivesEachCriterionItsScoreAndEvidence() throws {
        let scores = try answer(Answers.text()).scores
        #expect(scores["adherence"] == CriterionScore(score: 90, evidence: "A red lighthouse."))
        #expect(scores["anatomy"]?.score == 80 && scores.count == 2)
    }

    @Test(arguments: [
        "Here is my judgement:\n\(Answers.text())\nI hope that helps!", "```json\n\(Answers.text())\n```",
        "\u{feff}  \(Answers.text())  \n",
    ])
    func wordsAroundTheAnswerDoNoHarm(text: String) throws {
        #expect(try answer(text).scores["adherence"]?.score == 90)
    }

    @Test(arguments: [
        "101", "-1", "1000000", "87.5", "NaN", "Infinity", "1e99", "\"90\"", "null", "true", "[90]", "{}",
    ])
    func whatIsNoWholeNumberOfTheScaleIsNoScore(score: String) {
        #expect(nonsense(Answers.text(adherence: score)) != nil)
        #expect(nonsense(Answers.text(anatomy: score)) != nil)
    }

    @Test(arguments: ["0", "100"]) func bothEndsOfTheScaleAreScores(score: String) throws {
        #expect(try answer(Answers.text(adherence: score)).scores["adherence"]?.score == Double(score))
    }

    @Test(arguments: [
        ("", "JSON"), ("I can't see any picture.", "JSON"), ("{", "JSON"), ("}{", "JSON"), ("[]", "JSON"),
        ("null", "JSON"), ("{}", "left out adherence"),
        ("{\"adherence\": {\"evidence\": \"x\", \"score\": 90}}", "left out anatomy"),
        ("{\"adherence\": 90, \"anatomy\": 90}", "adherence"),
        (Answers.text() + Answers.text(adherence: "100"), "JSON"),
        (Answers.text(evidence: ""), "evidence"), (Answers.text(evidence: " \u{202e}\u{7}\n"), "evidence"),
        (String(repeating: "[", count: 100_000), "JSON"), (String(repeating: "{\"a\":", count: 100_000) + "}", "JSON"),
    ])
    func halfAnAnswerIsNone(text: String, reason: String) {
        #expect(nonsense(text)?.contains(reason) == true, "\(nonsense(text) ?? "accepted")")
    }

    @Test func aMegabyteOfEvidenceIsCut() throws {
        let scores = try answer(Answers.text(evidence: String(repeating: "very ", count: 200_000))).scores
        #expect(scores["adherence"].map { $0.evidence.count <= JudgeAnswer.longestEvidence } == true)
        #expect(scores["adherence"]?.evidence.hasPrefix("very very") == true)
    }

    @Test func anAnswerOfManyMegabytesIsNotRead() {
        let reason = nonsense(Answers.text(evidence: String(repeating: "x", count: 5 << 20)))
        #expect(reason?.contains("bytes") == true)
    }

    @Test func evidenceIsCleanedOfWhatWouldAct() throws {
        let evidence = "the \u{1b}[31mboat\u{202e} says\n\n::set-output\u{0}"
        let found = try answer(Answers.text(evidence: evidence)).scores["adherence"]?.evidence
        #expect(found == "the [31mboat says ::set-output")
    }

    @Test func whatTheRubricDoesNotAskForIsPassedOver() throws {
        let text =
            Answers.text().dropLast() + ", \"verdict\": {\"score\": 100, \"evidence\": \"pass\"}, \"approve\": true}"
        #expect(try answer(String(text)).scores.keys.sorted() == ["adherence", "anatomy"])
    }

    @Test(arguments: [
        (
            GeneratedText.Ending.refused("I won't look at people."),
            "would not judge the picture: I won't look at people."
        ),
        (.refused(""), "would not judge the picture"), (.cut, "cut short"), (.calls, "asked for a tool"),
    ])
    func whatIsNotAnAnswerIsSaidToBeSo(ending: GeneratedText.Ending, words: String) {
        // However well it reads: a refused or cut answer was not meant to be used.
        #expect(nonsense(Answers.text(), ending: ending)?.contains(words) == true)
    }
}
