import Content
import Core
import Review
import Testing

/// What every form of report says about judges.
@Suite struct SemanticReportTests {
    private static let hostile = "<script>alert(1)</script> | @octo/team [x](javascript:0) \u{1b}[31m ```"

    private func assessed(
        _ adherence: Double?, of name: String = "01", by model: String? = "judge-1", totals: [Double] = [],
        evidence: String = "the boat is missing", why: String = "judge-1 did not answer with JSON"
    ) -> AssetAssessed {
        AssetAssessed(
            key: AssetKey(name), attempt: 1, model: model, rubric: "r1",
            outcome: adherence.map {
                .judged(
                    Assessment(
                        scores: ["adherence": CriterionScore(score: $0, evidence: evidence)],
                        totals: totals.isEmpty ? [$0] : totals))
            } ?? .unjudged(reason: why), asked: max(1, totals.count), cost: MicroDollars(700))
    }

    /// A finished run of pictures that all pass, with what judges said of the first one.
    private func run(
        count: Int = 1, _ records: [AssetAssessed], disputes: [JudgePanel.Dispute] = []
    ) throws -> RunView {
        var run = try SampleRun(brief: SampleRun.brief(count: count))
        run.plan()
        for item in run.brief.assets { try run.attempt(item.key.text, score: 91) }
        for record in records { run.record(record.record) }
        for key in Set(records.filter { $0.assessment != nil }.map(\.key)) {
            run.record(
                AssetJudged(
                    key: key, attempt: 1,
                    judgement: Judgement(score: 90, verdict: .pass, criteria: ["sharpness": 95, "adherence": 88]),
                    hash: nil, semantic: SemanticVerdict(score: 88, verdict: .pass, disputes: disputes)
                ).record)
        }
        run.deliver()
        run.finish(.succeeded)
        return try run.view
    }

    /// The comment, the page and the terminal's text.
    private func reports(of view: RunView) -> [String] {
        [
            CommentRenderer(links: .none).body(of: view), HTMLReport.page(of: view, thumbnails: [:]),
            RunText.show(view, colours: false, width: 4000),
        ]
    }

    private func semantic(of view: RunView, at place: Int = 0) -> JSONValue? {
        RunJSON.show(view)["assets"]?.array?[place]["semantic"]
    }

    @Test func withoutAJudgeEveryReportSaysThatAdherenceWasNotJudged() throws {
        let view = try run([])
        for report in reports(of: view) { #expect(report.contains("adherence not judged")) }
        #expect(semantic(of: view)?["verdict"]?.string == "unjudged")
        #expect(semantic(of: view)?["reason"]?.string?.hasPrefix("adherence not judged") == true)
        #expect(semantic(of: view)?["score"] == .null)
    }

    @Test func whyThereIsNoJudgementIsSaid() throws {
        let view = try run([assessed(nil)])
        for report in reports(of: view) {
            #expect(report.contains("adherence not judged") && report.contains("did not answer with JSON"))
        }
        #expect(semantic(of: view)?["judges"]?.array?.first?["reason"]?.string == "judge-1 did not answer with JSON")
    }

    @Test func beforeAnythingIsReviewedNothingIsSaid() throws {
        var run = try SampleRun(brief: SampleRun.brief())
        run.plan()
        let view = try run.view
        for report in reports(of: view) { #expect(!report.contains("adherence")) }
    }

    @Test func aJudgementIsShownWithItsEvidence() throws {
        let view = try run([assessed(88)])
        for report in reports(of: view) {
            #expect(report.contains("adherence judged by") && !report.contains("adherence not judged"))
        }
        #expect(reports(of: view).dropLast().allSatisfy { $0.contains("the boat is missing") })
        let judge = try #require(semantic(of: view)?["judges"]?.array?.first)
        #expect(judge["scores"]?["adherence"] == ["score": .number(88), "evidence": "the boat is missing"])
        #expect(judge["costUSD"]?.number == 0.0007 && judge["model"]?.string == "judge-1")
        #expect(semantic(of: view)?["verdict"]?.string == "pass" && semantic(of: view)?["score"]?.number == 88)
    }

    @Test func ofSeveralPicturesThoseWithoutAJudgementAreNamed() throws {
        let view = try run(count: 2, [assessed(88), assessed(nil, of: "02")])
        for report in reports(of: view) {
            #expect(report.contains("for 1 of 2 pictures") && report.contains("adherence not judged for 02"))
        }
        #expect(semantic(of: view, at: 1)?["verdict"]?.string == "unjudged")
    }

    @Test func aSecondAnswerIsShownWithItsSpread() throws {
        let view = try run([assessed(80, totals: [84, 76.5])])
        for report in reports(of: view) { #expect(report.contains("84.0 and 76.5, a spread of 7.5")) }
        #expect(semantic(of: view)?["judges"]?.array?.first?["spread"]?.number == 7.5)
    }

    @Test func disagreementIsShownWithBothScores() throws {
        let view = try run(
            [assessed(95), assessed(40, by: "judge-2")],
            disputes: [JudgePanel.Dispute(subject: "adherence", points: ["judge-1": 95, "judge-2": 40])])
        for report in reports(of: view) {
            #expect(report.contains("the judges disagree on adherence"))
            #expect(report.contains("gave 95.0") && report.contains("gave 40.0"))
        }
        #expect(
            semantic(of: view)?["disputes"]?.array?.first?["points"] == [
                "judge-1": .number(95), "judge-2": .number(40),
            ])
    }

    @Test func nothingThatAJudgeWritesActs() throws {
        let view = try run(
            count: 2, [assessed(88, evidence: Self.hostile), assessed(nil, of: "02", why: Self.hostile)])
        let (comment, page, terminal) = (reports(of: view)[0], reports(of: view)[1], reports(of: view)[2])
        #expect(!comment.contains("<script>") && !comment.contains("@octo/team") && !comment.contains("](javascript"))
        #expect(!page.contains("<script>"))
        #expect(!terminal.unicodeScalars.contains("\u{1b}"))
    }

    @Test func aCommentOfManyJudgementsFits() throws {
        let long = String(repeating: "w", count: 200)
        let view = try run(
            count: 300,
            (1...300).map { place in
                let digits = String(place)
                let name = String(repeating: "0", count: 3 - digits.count) + digits
                return assessed(88, of: name, totals: [90, 86], evidence: long)
            })
        let body = CommentRenderer(links: .none).body(of: view)
        #expect(CommentRenderer.length(of: body) <= 65_536)
        #expect(body.contains("adherence judged by"))
    }
}
