import Content
import Core
import Engine
import Testing

@Suite struct RunDetoursTests {
    private static let failure = TaskFailure(.permanent, "refused")

    @Test func whatWasDoneOtherwiseIsSaidInTheCommentAndOnTheTerminal() throws {
        var run = try SampleRun(brief: SampleRun.brief())
        run.plan()
        run.emit(.tierLowered(.fast, reason: "80 %"))
        run.emit(
            .taskRerouted(
                "draw/01", RecoveryStep(.modelSwap, from: "one", to: "two"), failure: Self.failure, spending: .nothing))
        run.emit(
            .taskRerouted(
                "draw/01", RecoveryStep(.lowerQuality, from: "two", to: "<b>three</b>", loss: "no seed is taken"),
                failure: Self.failure, spending: .nothing))
        let lines = RunDetours.lines(of: run.board)
        #expect(
            lines == [
                "Most of the budget was spent, so models of the fast tier were allowed for the rest.",
                "draw/01: two was called in place of one.",
                "draw/01: <b>three</b> of a lower tier was called in place of two: no seed is taken.",
            ])
        let comment = CommentRenderer(links: .none).body(of: try run.view)
        #expect(comment.contains("two was called in place of one"))
        #expect(!comment.contains("<b>"))
        #expect(RunText.show(try run.view, colours: false, width: 200).contains("two was called in place of one"))
    }

    @Test func whoStoodInForAModelThatRestedIsSaidOnce() throws {
        var run = try SampleRun(brief: SampleRun.brief(count: 7))
        run.plan()
        func chosen(_ task: TaskID, _ model: String, for rested: String?) -> EngineFact {
            .modelChosen(
                task,
                ModelChoice(
                    model: model, provider: "p", price: MicroDollars(4), reason: "it can be called", passedOver: [:],
                    standsInFor: rested))
        }
        for number in 1...7 { run.emit(chosen(TaskID("draw/0\(number)"), "dear", for: number == 2 ? nil : "usual")) }
        #expect(
            RunDetours.lines(of: run.board) == [
                "draw/01, draw/03, draw/04, draw/05, draw/06 and 1 more: dear was called in place of usual, which was left "
                    + "alone after failing too often."
            ])
        // The next try is made by the usual model again.
        run.emit(chosen("draw/01", "usual", for: nil))
        #expect(RunDetours.lines(of: run.board)[0].hasPrefix("draw/03, draw/04, draw/05, draw/06, draw/07: dear"))
    }

    @Test func whatWasPaidForAndSetAsideIsShown() throws {
        var run = try SampleRun(brief: SampleRun.brief())
        run.plan()
        let price = MicroDollars(40)
        run.emit(
            .taskStarted("draw/01", tryNumber: 1, terms: TryTerms(reserved: price, model: "m", isRepeatable: false)))
        run.emit(
            .taskFailed(
                "draw/01", failure: TaskFailure(.unknownOutcome, "cut"),
                spending: Spending(settled: .zero, unknown: price)))
        run.emit(
            .taskAnsweredLate(
                "draw/01",
                LateAnswer(
                    tryNumber: 1, output: ["clip": "a"], failure: nil, spending: Spending(settled: MicroDollars(30)),
                    released: price)))
        #expect(
            RunDetours.lines(of: run.board) == [
                "draw/01: what try 1 made came late; it was paid for, and is set aside."
            ])
        #expect(run.board.spent == MicroDollars(30) && run.board.unknown == .zero)
        #expect(ErrorLog(run.events).entries.map(\.costImpact) == [MicroDollars(30)])
    }

    @Test func aRunThatWentAsPlannedSaysNothing() throws {
        var run = try SampleRun(brief: SampleRun.brief())
        run.plan()
        #expect(RunDetours.lines(of: run.board).isEmpty)
        #expect(!RunText.show(try run.view, colours: false, width: 80).contains("Otherwise than planned"))
    }
}
