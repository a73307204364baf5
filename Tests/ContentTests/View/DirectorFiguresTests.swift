import Content
import Core
import Testing

@Suite struct DirectorFiguresTests {
    private static let ids = ["1", "2", "3", "4"].compactMap { RunID("run_01kahxyzabcdefghjkmnpqrst\($0)") }

    private func run(
        _ number: Int, _ status: RunStatus, spent: Int64 = 0, unknown: Int64 = 0, budget: Int64? = nil
    ) -> RunSummary {
        let isOver = status.isFinal
        return RunSummary(
            id: Self.ids[number], issue: .file(path: "/a.md"), issueTitle: "A", author: "", status: status,
            requestDigest: "d", createdAt: time(0), finishedAt: isOver ? time(9) : nil, reserved: .zero,
            spent: MicroDollars(spent), unknown: MicroDollars(unknown), budget: budget.map { MicroDollars($0) },
            assets: 0, lastSequence: 1)
    }

    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private func event(_ type: String, at milliseconds: Int64, _ payload: JSONValue = .object([:])) -> StoredEvent {
        StoredEvent(
            sequence: 1, run: Self.ids[0], time: time(milliseconds), actor: "engine", causation: nil, type: type,
            version: 1, payload: payload.text)
    }

    @Test func ratesOfNothingAreAbsent() {
        let figures = DirectorFigures(of: [], waits: [])
        #expect(figures.costOverrunRate == nil && figures.projectCompletionRate == nil)
        #expect(figures.humanInterventionRate == nil && figures.averageDecisionLatency == nil)
        #expect(figures.json["cost_overrun_rate"] == .null && figures.json["runs"] == 0)
        #expect(figures.text.hasPrefix("No runs yet"))
    }

    @Test func anOverrunIsBeyondTheBudgetOfAnEndedRun() {
        let runs = [
            run(0, .succeeded, spent: 100, budget: 100), run(1, .failed, spent: 90, unknown: 11, budget: 100),
            run(2, .succeeded, spent: 999), run(3, .running, spent: 999, budget: 100),
        ]
        #expect(DirectorFigures(of: runs, waits: []).costOverrunRate == 0.5)
    }

    @Test func completionIsDeliveryOfWhatHasEnded() {
        let runs = [run(0, .succeeded), run(1, .partial), run(2, .failed), run(3, .waiting)]
        let figures = DirectorFigures(of: runs, waits: [])
        #expect(figures.projectCompletionRate == 2.0 / 3)
        #expect(figures.humanInterventionRate == 0.25, "the waiting one asks just now")
        #expect(figures.text.contains("66.7 %"))
    }

    @Test func aRunThatAskedTwiceIsOneInterventionAndTwoDecisions() {
        let waits = [
            PersonWait(run: Self.ids[0], askedAt: time(0), decidedAt: time(1_000)),
            PersonWait(run: Self.ids[0], askedAt: time(5_000), decidedAt: time(8_000)),
            PersonWait(run: Self.ids[1], askedAt: time(0), decidedAt: nil),
        ]
        let figures = DirectorFigures(
            of: [run(0, .succeeded), run(1, .waiting), run(2, .failed), run(3, .failed)], waits: waits)
        #expect(figures.humanInterventionRate == 0.5)
        #expect(figures.averageDecisionLatency == .milliseconds(2_000))
        #expect(figures.json["avg_decision_latency_ms"] == 2_000)
    }

    @Test func waitsOfRunsThatAreNotListedDoNotCount() {
        let waits = [PersonWait(run: Self.ids[3], askedAt: time(0), decidedAt: time(9))]
        let figures = DirectorFigures(of: [run(0, .succeeded)], waits: waits)
        #expect(figures.humanInterventionRate == 0 && figures.averageDecisionLatency == nil)
    }

    @Test func aWaitLastsUntilTheRunIsTakenUpOrCancelled() {
        let waits = PersonWait.waits(in: [
            event("run.created", at: 0), event("run.resumed", at: 1), event("run.waiting", at: 10),
            event("run.waiting", at: 20), event("run.resumed", at: 50), event("run.waiting", at: 60),
            event("run.cancelRequested", at: 65), event("run.finished", at: 66), event("run.waiting", at: 70),
        ])
        #expect(
            waits == [
                PersonWait(run: Self.ids[0], askedAt: time(10), decidedAt: time(50)),
                PersonWait(run: Self.ids[0], askedAt: time(60), decidedAt: time(65)),
                PersonWait(run: Self.ids[0], askedAt: time(70), decidedAt: nil),
            ])
    }

    @Test func aGateIsDecidedByItsPersonAndByNobodyElse() {
        let person: JSONValue = ["gate": "a", "by": ["source": "terminal", "login": "ada"]]
        let waits = PersonWait.waits(in: [
            event("gate.opened", at: 0, ["id": "a"]), event("gate.opened", at: 5, ["id": "b"]),
            event("run.waiting", at: 6), event("run.resumed", at: 7), event("gate.decided", at: 20, person),
            event("gate.decided", at: 30, ["gate": "b", "by": ["source": "timeout", "login": "time-out"]]),
            event("gate.opened", at: 40, ["id": "c"]), event("gate.voided", at: 50, ["gate": "c"]),
            event("gate.opened", at: 60, ["id": "d"]),
        ])
        #expect(waits.map(\.askedAt) == [time(0), time(5), time(40), time(60)], "the run's own wait is the gates'")
        #expect(waits.map(\.decidedAt) == [time(20), nil, nil, nil])
    }

    @Test func anEventThatCannotBeReadTellsOfNoWait() {
        let broken = StoredEvent(
            sequence: 1, run: Self.ids[0], time: time(0), actor: "engine", causation: nil, type: "gate.opened",
            version: 1, payload: "{")
        #expect(PersonWait.waits(in: [broken]).isEmpty)
    }
}
