import Core
import Engine
import Testing

@Suite struct DirectorTests {
    private let director = Director()
    private let budget = MicroDollars(120_000_000)

    private func account(_ spent: Int64, unknown: Int64 = 0, reserved: Int64 = 0, of budget: Int64?) -> BudgetAccount {
        BudgetAccount(
            budget: budget.map { MicroDollars($0) }, spent: MicroDollars(spent), unknown: MicroDollars(unknown),
            reserved: MicroDollars(reserved))
    }

    private func asksAPerson(
        retries: Int = 0, cost: Int64 = 0, _ severity: Severity = .medium, budget: MicroDollars?
    ) -> Bool {
        let report = FailureReport(retries: retries, costImpact: MicroDollars(cost), severity: severity)
        return director.escalation(of: report, budget: budget) != .retry
    }

    // MARK: Allocation

    @Test(arguments: [(.high, 135_000_000), (.balanced, 90_000_000), (.fast, 54_000_000)] as [(QualityTier, Int64)])
    func thirtySecondsOfVideoCostWhatTheDocumentSays(tier: QualityTier, count: Int64) {
        #expect(director.budget(forVideoOf: 30, tier: tier) == MicroDollars(count))
    }

    @Test(arguments: [-1, .nan, .infinity, 1e18] as [Double])
    func aDurationThatIsNoneHasNoBudget(seconds: Double) {
        #expect(director.budget(forVideoOf: seconds, tier: .balanced) == nil)
    }

    @Test func aPlansBudgetIsItsLikelyCostTimesTheTier() {
        let estimate = Estimate(least: MicroDollars(1), likely: MicroDollars(10_001), most: MicroDollars(99_999))
        #expect(director.budget(for: estimate, tier: .high) == MicroDollars(15_002), "rounded up")
        #expect(director.budget(for: estimate, tier: .balanced) == MicroDollars(10_001))
        #expect(director.budget(for: estimate, tier: .fast) == MicroDollars(6_001))
        let huge = Estimate(least: .zero, likely: MicroDollars(.max), most: .zero)
        #expect(director.budget(for: huge, tier: .high) == nil)
    }

    // MARK: Escalation

    @Test func theThirdRetryIsTheLast() {
        #expect(!asksAPerson(retries: 2, budget: budget))
        #expect(asksAPerson(retries: 3, budget: budget))
        #expect(asksAPerson(retries: 4, budget: nil))
    }

    @Test func twentyOfAHundredAndTwentyIsNotTooMuchYet() {
        #expect(!asksAPerson(cost: 20_000_000, budget: budget))
        #expect(asksAPerson(cost: 20_000_001, budget: budget))
        #expect(asksAPerson(cost: 200_001, budget: MicroDollars(1_200_000)), "a share, not a sum")
        #expect(!asksAPerson(cost: 200_000, budget: MicroDollars(1_200_000)))
    }

    @Test func withoutABudgetNoCostIsTooHigh() { #expect(!asksAPerson(cost: .max, budget: nil)) }

    @Test func anythingIsTooMuchOfNothing() {
        #expect(asksAPerson(cost: 1, budget: .zero))
        #expect(!asksAPerson(cost: 0, budget: .zero))
    }

    @Test(arguments: Severity.allCases)
    func onlyWhatIsCriticalGoesToAPersonAtOnce(severity: Severity) {
        #expect(asksAPerson(severity, budget: budget) == (severity == .critical))
    }

    // MARK: Strategy

    @Test func qualityFallsBeyondFourFifthsOfTheBudget() {
        #expect(director.strategy(for: account(80, of: 100)) == .goOn)
        #expect(director.strategy(for: account(81, of: 100)) != .goOn)
        #expect(director.strategy(for: account(80, unknown: 1, of: 100)) != .goOn, "unknown counts as spent")
        #expect(director.strategy(for: account(80, reserved: 20, of: 100)) == .goOn, "a reservation may come back")
        #expect(director.strategy(for: account(81, of: nil)) == .goOn)
    }

    @Test func theReasonSaysBothSums() {
        guard case .reduceQuality(let reason) = director.strategy(for: account(900_000, of: 1_000_000)) else {
            Issue.record("nine tenths are beyond four fifths")
            return
        }
        #expect(reason.contains("0.90 of 1.00 USD"))
    }

    // MARK: Outlook

    @Test func thePredictionIsWhatIsGoneUnderWayAndStillOpen() {
        let open = [
            OpenWork(price: MicroDollars(100), attemptThousandths: 1500), OpenWork(price: MicroDollars(1)),
        ]
        #expect(
            director.predictedFinal(account(10, unknown: 5, reserved: 20, of: 1), open: open) == MicroDollars(186))
    }

    @Test func aPredictionNeverWrapsRound() {
        let open = Array(repeating: OpenWork(price: MicroDollars(.max), attemptThousandths: 3000), count: 3)
        #expect(director.predictedFinal(account(1, of: 1), open: open) == MicroDollars(.max))
    }

    @Test func warnsOnlyBeyondTheBudget() {
        let open = [OpenWork(price: MicroDollars(10))]
        #expect(director.outlook(account(90, of: 100), open: open) == .withinBudget(predicted: MicroDollars(100)))
        #expect(
            director.outlook(account(80, of: 100), open: open + open + open)
                == .costOverrun(predicted: MicroDollars(110), over: MicroDollars(10)))
    }

    @Test func endsWhereNotEvenTheCheapestCanBeBought() {
        let open = [OpenWork(price: MicroDollars(30)), OpenWork(price: MicroDollars(10))]
        #expect(
            director.outlook(account(91, of: 100), open: open)
                == .forceAbort(predicted: MicroDollars(131), missing: MicroDollars(1)))
        #expect(
            director.outlook(account(90, of: 100), open: open)
                == .costOverrun(predicted: MicroDollars(130), over: MicroDollars(30)))
    }

    @Test func nothingIsEndedForWorkThatIsFreeOrDoneOrUnderWay() {
        let paid = OpenWork(price: MicroDollars(10))
        let free = OpenWork(price: .zero)
        #expect(
            director.outlook(account(95, of: 100), open: [paid, free])
                == .costOverrun(predicted: MicroDollars(105), over: MicroDollars(5)))
        #expect(director.outlook(account(100, of: 100), open: []) == .withinBudget(predicted: MicroDollars(100)))
        #expect(
            director.outlook(account(50, reserved: 50, of: 100), open: [paid])
                == .costOverrun(predicted: MicroDollars(110), over: MicroDollars(10)))
        #expect(director.outlook(account(500, of: nil), open: [paid]) == .withinBudget(predicted: MicroDollars(510)))
    }

    @Test func attemptsSoFarSayHowManyAreLikely() {
        #expect(OpenWork.attemptThousandths(attempts: 3, settledAssets: 2) == 1500)
        #expect(OpenWork.attemptThousandths(attempts: 3, settledAssets: 0) == 1000)
        #expect(OpenWork(price: MicroDollars(3), attemptThousandths: 1500).likely == MicroDollars(5))
    }

    @Test func theShareThatIsLeftCountsWhatIsUnderWay() {
        #expect(account(60, unknown: 10, reserved: 10, of: 100).remainingShare == 0.2)
        #expect(account(200, of: 100).remainingShare == 0)
        #expect(account(0, of: 0).remainingShare == 0)
        #expect(account(1, of: nil).remainingShare == nil)
    }
}
