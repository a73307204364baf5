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

    @Test func aRunThatWentAsPlannedSaysNothing() throws {
        var run = try SampleRun(brief: SampleRun.brief())
        run.plan()
        #expect(RunDetours.lines(of: run.board).isEmpty)
        #expect(!RunText.show(try run.view, colours: false, width: 80).contains("Otherwise than planned"))
    }
}
