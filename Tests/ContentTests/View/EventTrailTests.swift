import Content
import Core
import Engine
import Testing

@Suite struct EventTrailTests {
    /// An asset that is made twice, the first time after a retry, with its delivery.
    private func events() throws -> [Event] {
        var run = try SampleRun(brief: try SampleRun.brief())
        run.plan()
        run.emit(.taskStarted("draw/01", tryNumber: 1, terms: .free))
        run.wait(400)
        run.emit(
            .taskRetrying(
                "draw/01", failure: TaskFailure(.transient(after: nil), "busy"), until: Timestamp(milliseconds: 0),
                spending: Spending(settled: MicroDollars(1_000), unknown: MicroDollars(3_000))))
        try run.attempt("01", score: 60)
        try run.attempt("01", 2, score: 90)
        run.deliver()
        run.finish(.succeeded)
        return run.events
    }

    private func notes(_ events: [Event]) throws -> [(event: Event, note: EventNote)] {
        var trail = EventTrail()
        return try events.map { event in
            let stored = EventCodec.stored(event)
            return (event, trail.note(of: stored, payload: try JSONValue(parsing: stored.payload)))
        }
    }

    @Test func theCostsOfAllEventsAreWhatTheRunSpent() throws {
        let events = try events()
        let board = Blackboard(run: events[0].run, events: events)
        let sum = try notes(events).reduce(MicroDollars.zero) { $0 + $1.note.cost }
        #expect(sum == board.spent + board.unknown)
        #expect(sum == MicroDollars(44_000))
    }

    @Test func pointersNameTheStateThatIsTouched() throws {
        let pointers = try notes(try events()).map(\.note.pointer)
        #expect(pointers.first == "")
        #expect(pointers.last == "/status")
        for pointer in [
            "/tasks/draw~101", "/tasks/draw~101/tries/1", "/assets/01/attempts/1", "/assets/01/attempts/1/judgement",
            "/tasks/draw~101@2/tries/1", "/assets/01/attempts/2", "/delivery",
        ] {
            #expect(pointers.contains(pointer), "\(pointer)")
        }
    }

    @Test func anAnswerTookAsLongAsItsTry() throws {
        let notes = try notes(try events())
        let retrying = try #require(
            notes.first { if case .engine(.taskRetrying) = $0.event.fact { true } else { false } })
        #expect(retrying.note.latency == .milliseconds(400) && retrying.note.retries == 0)
        let drawn = try #require(
            notes.first { if case .engine(.taskSucceeded("draw/01", _, _, _)) = $0.event.fact { true } else { false } })
        #expect(drawn.note.latency == .milliseconds(900))
        let started = try #require(
            notes.first { if case .engine(.taskStarted) = $0.event.fact { true } else { false } })
        #expect(started.note.latency == nil && started.note.retries == 0)
        let finished = try #require(notes.last)
        #expect(finished.note.latency == .milliseconds(2 * 1150 + 400 + 120))
    }

    private func note(
        _ trail: inout EventTrail, _ sequence: Int, at time: Int64, _ type: String, _ payload: JSONValue,
        causation: Int? = nil
    ) throws -> EventNote {
        let run = try #require(RunID("run_01kahxyzabcdefghjkmnpqrstv"))
        return trail.note(
            of: StoredEvent(
                sequence: sequence, run: run, time: Timestamp(milliseconds: time), actor: "x", causation: causation,
                type: type, version: 1, payload: payload.text), payload: payload)
    }

    @Test func aRecordBelongsToTheTryThatCausedIt() throws {
        var trail = EventTrail()
        _ = try note(&trail, 1, at: 0, "task.started", ["task": "draw/01", "try": 3])
        let record = try note(&trail, 2, at: 70, "asset.produced", ["key": "a/~b", "attempt": 1], causation: 1)
        #expect(record == EventNote(pointer: "/assets/a~1~0b/attempts/1", latency: .milliseconds(70), retries: 2))
        _ = try note(&trail, 3, at: 80, "task.succeeded", ["task": "draw/01"], causation: 1)
        let late = try note(&trail, 4, at: 90, "asset.produced", ["key": "b", "attempt": 1], causation: 1)
        #expect(late.latency == nil, "that try is answered")
    }

    @Test func aDecisionTookAsLongAsItsGateWasOpen() throws {
        var trail = EventTrail()
        _ = try note(&trail, 1, at: 100, "gate.opened", ["id": "budget"])
        let decided = try note(&trail, 2, at: 700, "gate.decided", ["gate": "budget"])
        #expect(decided == EventNote(pointer: "/gates/budget", latency: .milliseconds(600)))
        #expect(try note(&trail, 3, at: 900, "gate.decided", ["gate": "budget"]).latency == nil)
    }

    @Test func nothingTookLessThanNoTimeThoughTheClockWasSetBack() throws {
        var trail = EventTrail()
        _ = try note(&trail, 1, at: 900, "run.created", [:])
        _ = try note(&trail, 2, at: 900, "task.started", ["task": "draw/01", "try": 1])
        _ = try note(&trail, 3, at: 900, "gate.opened", ["id": "budget"])
        #expect(try note(&trail, 4, at: 20, "asset.produced", ["key": "01"], causation: 2).latency == .zero)
        #expect(try note(&trail, 5, at: 20, "task.succeeded", ["task": "draw/01"]).latency == .zero)
        #expect(try note(&trail, 6, at: 20, "gate.decided", ["gate": "budget"]).latency == .zero)
        #expect(try note(&trail, 7, at: 20, "run.finished", ["status": "succeeded"]).latency == .zero)
    }

    @Test func choosingAModelAnswersNothing() throws {
        var trail = EventTrail()
        _ = try note(&trail, 1, at: 0, "task.started", ["task": "draw/01", "try": 1])
        let chosen = try note(&trail, 2, at: 9, "task.modelChosen", ["task": "draw/01"])
        #expect(chosen == EventNote(pointer: "/tasks/draw~101"))
        #expect(try note(&trail, 3, at: 20, "task.failed", ["task": "draw/01"]).latency == .milliseconds(20))
    }

    @Test(
        arguments: [
            ("gate.opened", ["id": "budget"], "/gates/budget"), ("gate.reminded", ["gate": "a/b"], "/gates/a~1b"),
            ("gate.decisionRefused", ["decision": ["gate": "g"]], "/gates/g"),
            ("run.waiting", ["reason": "x"], "/status"), ("run.budgetSet", ["amount": 1], "/cost/budgetUSD"),
            ("model.suspended", ["model": "a/b"], "/models/a~1b"),
            ("task.modelChosen", ["task": "draw/01"], "/tasks/draw~101"),
            ("later.thing", ["a": 1], "/records/later.thing"),
            ("asset.produced", ["damaged": "x"], "/records/asset.produced"),
        ] as [(String, JSONValue, String)])
    func eventsOfAnyRoomAreNoted(type: String, payload: JSONValue, pointer: String) throws {
        var trail = EventTrail()
        let note = try note(&trail, 1, at: 0, type, payload)
        #expect(note == EventNote(pointer: pointer))
    }
}
