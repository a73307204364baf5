import Content
import Core
import Review
import Testing

@Suite struct MeasuredRatesTests {
    private static func entries(
        run: Int64, kind: String = "image", model: String = "m", verdicts: [Verdict]
    ) -> [RecordedPayload] {
        var entries = [RecordedPayload(run: run, type: "run.created", payload: "{\"brief\":{\"kind\":\"\(kind)\"}}")]
        for (place, verdict) in verdicts.enumerated() {
            // The prompt is a long text, which is not read.
            entries.append(
                RecordedPayload(
                    run: run, type: "asset.produced",
                    payload:
                        "{\"key\":\"01\",\"attempt\":\(place + 1),\"model\":\"\(model)\",\"prompt\":{\"$text\":\"ab\"}}"
                ))
            entries.append(
                RecordedPayload(
                    run: run, type: "asset.judged",
                    payload:
                        "{\"key\":\"01\",\"attempt\":\(place + 1),\"score\":50,\"verdict\":\"\(verdict.rawValue)\"}"))
        }
        return entries
    }

    @Test func withoutAHistoryEverythingPassesAtOnce() {
        #expect(MeasuredRates.none.passRate(of: "m", for: .image) == 1)
        #expect(MeasuredRates.none.expectedAttempts(of: "m", for: .image, limit: 3) == 1)
        #expect(MeasuredRates.none.judgingCost(of: "m") == nil)
    }

    @Test func attemptsAreCountedByModelAndKind() {
        let rates = MeasuredRates(
            Self.entries(run: 1, verdicts: [.fail, .fail, .pass]) + Self.entries(run: 2, verdicts: [.warn])
                + Self.entries(run: 3, kind: "batch", verdicts: [.fail])
                + Self.entries(run: 4, model: "other", verdicts: [.fail, .unjudged]))
        #expect(rates.passRate(of: "m", for: .image) == 3.0 / 5)
        #expect(rates.passRate(of: "m", for: .batch) == 1.0 / 2)
        #expect(rates.passRate(of: "other", for: .image) == 1.0 / 2, "unjudged counts neither way")
        #expect(rates.passRate(of: "third", for: .image) == 1)
    }

    @Test func aLaterVerdictReplacesAnEarlierOneAndDamageIsPassedOver() {
        var entries = Self.entries(run: 1, verdicts: [.pass])
        entries.append(
            RecordedPayload(
                run: 1, type: "asset.judged", payload: "{\"key\":\"01\",\"attempt\":1,\"score\":0,\"verdict\":\"fail\"}"
            ))
        entries.append(RecordedPayload(run: 1, type: "asset.judged", payload: "{damaged"))
        #expect(MeasuredRates(entries).passRate(of: "m", for: .image) == 1.0 / 2)
    }

    @Test(arguments: [(1, 1.0), (2, 1.5), (3, 1.75)])
    func theLimitBoundsWhatIsExpected(limit: Int, expected: Double) {
        let rates = MeasuredRates(Self.entries(run: 1, verdicts: [.fail]))
        #expect(rates.expectedAttempts(of: "m", for: .image, limit: limit) == expected)
    }

    @Test func judgingCostsWhatItDid() {
        let records = [(700, 1), (1400, 2), (0, 0)].map { cost, asked in
            RecordedPayload(
                run: 1, type: AssetAssessed.type,
                payload: AssetAssessed(
                    key: AssetKey("01"), attempt: 1, model: "j", rubric: "r", outcome: .unjudged(reason: "x"),
                    asked: asked, cost: MicroDollars(Int64(cost))
                ).record.payload.text)
        }
        #expect(
            MeasuredRates(records).judgingCost(of: "j") == MicroDollars(1050), "where nobody was asked nothing counts")
    }

    // MARK: The estimate

    private func estimate(
        judges: [CannedJudge], rates: MeasuredRates = .none, attempts: Int = 2
    ) throws -> Estimate {
        var brief = Brief(prompt: "A boat", seed: try #require(Seed(7)), outputPath: "a/")
        brief.attempts = attempts
        return PictureEstimate(
            images: ImageModels([CannedProvider(bytes: [])]), judges: judges,
            semantic: SemanticReview(rubric: CannedJudge.rubric), rates: rates
        ).estimate(of: brief)
    }

    @Test func withoutJudgesItIsThatOfThePictures() throws {
        #expect(
            try estimate(judges: [])
                == Estimate(least: MicroDollars(50_000), likely: MicroDollars(50_000), most: MicroDollars(100_000)))
    }

    @Test func aJudgeAddsWhatItIsExpectedToCostAndAtMostTwoAnswersAnAttempt() throws {
        let judge = CannedJudge(giving: 90)
        let estimate = try estimate(judges: [judge])
        let judging = estimate.least - MicroDollars(50_000)
        #expect(judging > .zero && judging < MicroDollars(5_000), "\(judging)")
        #expect(estimate.likely == estimate.least)
        let most = estimate.most - MicroDollars(100_000)
        #expect(most > judging * 4 && most.count % 4 == 0)
    }

    @Test func whatWasMeasuredGoesBeforeWhatIsAssumed() throws {
        var entries = Self.entries(run: 1, model: "canned-1", verdicts: [.fail])
        entries.append(
            RecordedPayload(
                run: 1, type: AssetAssessed.type,
                payload: AssetAssessed(
                    key: AssetKey("01"), attempt: 1, model: "judge-1", rubric: "r", outcome: .unjudged(reason: "x"),
                    asked: 1, cost: MicroDollars(2_000)
                ).record.payload.text))
        let estimate = try estimate(judges: [CannedJudge(giving: 90)], rates: MeasuredRates(entries))
        #expect(estimate.least == MicroDollars(52_000))
        #expect(estimate.likely == MicroDollars(78_000), "one and a half attempts")
    }
}
