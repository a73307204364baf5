import Core
import Testing

@testable import Engine

/// Failures that tell who need not be asked instead.
@Suite struct BarredTests {
    private func offer(_ model: String, _ provider: String, product: String? = nil, quality: Double) -> ModelOffer {
        ModelOffer(
            model: model, provider: provider, product: product, tier: .balanced, quality: quality,
            price: MicroDollars(10), isRepeatable: false)
    }

    private func run(_ failure: TaskFailure, spending: Spending = .nothing) -> MachineHarness {
        var run = MachineHarness(
            policy: .offering(
                offer("a", "one", product: "x", quality: 0.9), offer("a-high", "one", product: "x", quality: 0.8),
                offer("b", "one", quality: 0.7), offer("c", "two", product: "x", quality: 0.6)))
        run.create([.once("draw")])
        for _ in 1...4 where run.status("draw") == .running { run.answer("draw", .failed(failure), spending: spending) }
        return run
    }

    @Test func whatOneModelRefusesItIsNotAskedForUnderAnotherOfItsNames() {
        let run = run(TaskFailure(.permanent, "400"))
        #expect(run.called == ["a", "b", "c"])
        #expect(run.status("draw") == .failed)
    }

    @Test func aKeyThatIsRefusedIsNotTriedOnTheServicesOtherModels() {
        #expect(run(TaskFailure(.barred(.service), "401")).called.prefix(2) == ["a", "c"])
    }

    @Test func whatModerationRefusesNobodyIsSentUnchanged() {
        let run = run(TaskFailure(.barred(.everybody), "moderation_blocked"))
        #expect(run.called == ["a"])
        #expect(run.status("draw") == .failed)
    }

    @Test(arguments: [TaskFailure.Kind.permanent, .barred(.service)])
    func whatHasBeenPaidForIsBoughtFromNobodyElse(kind: TaskFailure.Kind) {
        let run = run(TaskFailure(kind, "no picture"), spending: Spending(settled: MicroDollars(7)))
        #expect(run.called == ["a"])
        #expect(run.status("draw") == .failed)
        #expect(run.machine.board.spent == MicroDollars(7) && run.machine.board.reserved == .zero)
    }

    @Test(arguments: [TaskFailure.Reach.service, .everybody])
    func theLogKeepsHowFarItReaches(reach: TaskFailure.Reach) {
        let failure = TaskFailure(.barred(reach), "no")
        #expect(TaskFailure(json: failure.json) == failure)
    }
}
