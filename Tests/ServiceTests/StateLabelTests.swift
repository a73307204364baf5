import Core
import Engine
import GitHub
import Service
import TestSupport
import Testing

/// The labels that follow a run.
@Suite struct StateLabelTests {
    private func tracker(_ desk: Desk) -> GitHubTracker {
        GitHubTracker(apiURL: desk.standIn.url, token: GitHubStandIn.token, http: desk.http, time: desk.time)
    }

    private func labels(_ desk: Desk) -> [String] { desk.standIn.issue(12, in: Desk.name)?.labels ?? [] }

    @Test func oneLabelSaysHowTheRunStandsAndIsMadeWithItsColour() async throws {
        let desk = try Desk()
        desk.standIn.label(12, "showrunner:running", by: Desk.maintainer, in: Desk.name)
        desk.standIn.label(12, "showrunner:mine", by: Desk.maintainer, in: Desk.name)
        let run = try await desk.waitingRun()
        let announcer = LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker(desk))
        let board = try await desk.store.board(of: run)
        try await announcer.announce(board)
        #expect(labels(desk) == ["generate", "showrunner:mine", "showrunner:waiting"])
        #expect(desk.standIn.repository(Desk.name)?.labels["showrunner:waiting"] == StateLabel.waiting.colour)
        let writes = desk.writes
        try await announcer.announce(board)
        try await LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker(desk)).announce(board)
        #expect(desk.writes == writes, "what is there is not set again")
    }

    @Test func everyStateButACancelledOneHasALabelThatGitHubTakes() {
        for label in StateLabel.allCases {
            #expect(label.colour.count == 6 && label.colour.allSatisfy(\.isHexDigit))
            #expect(label.meaning.count <= 100)
        }
        #expect(RunStatus.allCases.filter { StateLabel($0) == nil } == [.cancelled])
        #expect(StateLabel(.succeeded)?.name == "showrunner:done")
    }

    @Test func aLabelThatMayNotBeSetHindersNothing() async throws {
        let desk = try Desk()
        let board = try await desk.store.board(of: try await desk.waitingRun())
        desk.standIn.fail(
            StandInFailure(
                StandInRenderer.refusal(403, "Resource not accessible by integration"), method: "POST",
                path: "/labels", times: 9))
        try await LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker(desk)).announce(board)
        #expect(labels(desk) == ["generate"])
        desk.standIn.clearFailures()
        desk.standIn.fail(
            StandInFailure(StandInRenderer.serverError, method: "GET", path: "/labels", times: 9))
        await #expect(throws: TrackerError.self) {
            try await LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker(desk)).announce(board)
        }
    }

    /// An ended run is announced once: a label that one odd answer kept away would be wrong for ever.
    @Test(arguments: [
        StandInRenderer.refusal(422, "Validation Failed"), .json(404, #"{"message":"Not Found"}"#),
        LoopbackReply(200, headers: [("Content-Type", "text/html")], "<html>Back soon</html>"),
    ])
    func oneOddAnswerLeavesTheLabelRightAllTheSame(answer: LoopbackReply) async throws {
        let desk = try Desk()
        let board = try await desk.store.board(of: try await desk.waitingRun())
        desk.standIn.fail(StandInFailure(answer, method: "GET", path: "/issues/12/labels", times: 1))
        try await LabelAnnouncer(after: SilentAnnouncer(), tracker: tracker(desk)).announce(board)
        #expect(labels(desk) == ["generate", "showrunner:waiting"])
    }

    @Test func whatTheCommentCouldNotSayIsNotSaidByALabelEither() async throws {
        let desk = try Desk()
        let board = try await desk.store.board(of: try await desk.waitingRun())
        let broken = SilentAnnouncer(failure: .unreachable(reason: "no network"))
        await #expect(throws: TrackerError.self) {
            try await LabelAnnouncer(after: broken, tracker: tracker(desk)).announce(board)
        }
        #expect(labels(desk) == ["generate"])
    }
}
