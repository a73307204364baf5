import Core
import Engine
import Testing

@Suite struct EventCodecTests {
    private static let spending = Spending(settled: MicroDollars(3), unknown: MicroDollars(4))
    private static let failure = TaskFailure(.transient(after: .seconds(2)), "busy \"now\"\n\u{1}")

    private static let decider = Decider(source: .comment, login: "ann", role: "write")

    static let facts: [EngineFact] = [
        .runCreated(MachineHarness.charter(budget: MicroDollars(77), count: 3)),
        .taskAdded(
            PlanTask(
                id: "draw/01@2", uses: "image", needs: ["a", "b"], gathers: true, asset: AssetKey("01"), attempt: 2,
                priority: 1, retry: RetryPolicy(tries: 5, backoff: .milliseconds(10), longest: .seconds(9)),
                condition: try? Condition(parsing: "brief.count > 1"), parameters: ["x": [1, true, nil ?? .null]]),
            spawnedBy: "review/01"),
        .taskAdded(PlanTask(id: "a \"b\"\n", uses: "noop"), spawnedBy: nil),
        .runStarted, .runResumed(holder: "p1"), .runInterrupted(reason: "SIGINT"),
        .runCancelRequested(reason: "no"), .runWaiting(reason: "budget"), .runFinished(.partial, reason: "weak"),
        .taskStarted("a", tryNumber: 2, terms: TryTerms(reserved: MicroDollars(5))),
        .taskStarted("a", tryNumber: 1, terms: TryTerms(reserved: MicroDollars(5), model: "m", isRepeatable: false)),
        .taskAdded(
            PlanTask(id: "shot", uses: "video", onFailure: .ask, checkpoint: "shots", locks: ["style", "shot/01"]),
            spawnedBy: nil),
        .budgetSet(MicroDollars(9), by: decider),
        .costOverrunWarned(predicted: MicroDollars(8), budget: MicroDollars(7)),
        .spendingStopped(scope: "person", reason: "full"), .tierLowered(.fast, reason: "80 %"),
        .gateOpened(
            Gate(
                id: "approval/deliver", kind: .approval, question: "Deliver?", task: "deliver",
                subject: ["assets": ["01"]], shown: "ab12", options: [.approve, .revise], recommendation: "approve",
                costImpact: MicroDollars(3), urgency: .high, deadline: Timestamp(milliseconds: 4), onTimeout: .accept,
                reminders: .seconds(60))),
        .gateOpened(
            Gate(
                id: "budget", kind: .budget, question: "More?", task: nil, subject: .null, shown: "0", options: [],
                recommendation: "")),
        .gateReminded("budget"), .gateVoided("budget", reason: "another picture"),
        .gateDecided(
            Decision(
                gate: "budget", kind: .budget, by: decider, shown: "0", notes: "more", assets: [AssetKey("01")],
                amount: MicroDollars(12), records: [RoomFact(type: "asset.produced", version: 2, payload: ["a": 1])])),
        .decisionRefused(
            Decision(gate: "budget", kind: .end, by: Decider(source: .terminal, login: "bob"), shown: "1"),
            reason: "stale"),
        .modelSuspended("m", until: Timestamp(milliseconds: 6), reason: "dead"), .modelRestored("m"),
        .modelChosen(
            "a",
            ModelChoice(
                model: "m", provider: "p", price: MicroDollars(2), reason: "cheapest", passedOver: ["n": "no price"],
                loss: "no seed is taken")),
        .taskRerouted(
            "a", RecoveryStep(.lowerQuality, from: "m", to: "n", loss: "smaller"), failure: failure, spending: spending),
        .taskAwaits("a", needs: ["b", "c"]),
        .taskSucceeded("a", output: ["k": 1.5], shortfall: "less", spending: spending),
        .taskSucceeded("a", output: .null, shortfall: nil, spending: .nothing),
        .taskSpawned("a", children: ["b", "c"], output: .null, spending: spending),
        .taskSuspended("a", token: "t", deadline: Timestamp(milliseconds: 5), spending: spending),
        .taskRetrying("a", failure: failure, until: Timestamp(milliseconds: 9), spending: spending),
        .taskEscalated("a", failure: TaskFailure(.unknownOutcome, "cut"), spending: spending),
        .taskFailed("a", failure: TaskFailure(.permanent, "no"), spending: spending),
        .taskSkipped("a", byCondition: true, reason: "when"), .taskCancelled("a", spending: spending),
        .taskLost("a", spending: spending),
        .taskAnsweredLate(
            "a",
            LateAnswer(
                tryNumber: 2, output: ["k": 1], failure: nil, spending: spending, released: MicroDollars(9))),
        .taskAnsweredLate(
            "a",
            LateAnswer(tryNumber: 1, output: .null, failure: failure, spending: .nothing, released: .zero)),
    ]

    @Test(arguments: facts) func everyFactComesBackAsItWas(fact: EngineFact) throws {
        let event = Event(
            sequence: 4, run: MachineHarness.run, time: Timestamp(milliseconds: 12), actor: "engine", causation: 3,
            fact: .engine(fact))
        #expect(try EventCodec.event(EventCodec.stored(event)) == event)
    }

    @Test(arguments: [Spending.nothing, Spending(settled: MicroDollars(3), unknown: MicroDollars(4))])
    func aLateAnswerComesThroughTheInboxWithWhatItCost(spending: Spending) throws {
        let letter = Letter.completion(
            TaskCompletion(
                task: "film", tryNumber: 2, token: "t", output: ["x": 1],
                failure: TaskFailure(.transient(after: .seconds(1)), "busy"), spending: spending))
        #expect(try Letter(letter.entry()) == letter)
    }

    /// The texts that are written without a value in between hold what the value would say, to the byte.
    @Test(arguments: facts) func thePayloadIsCanonicalJSON(fact: EngineFact) throws {
        let event = Event(
            sequence: 4, run: MachineHarness.run, time: Timestamp(milliseconds: 12), actor: "engine", causation: 3,
            fact: .engine(fact))
        let payload = EventCodec.stored(event).payload
        #expect(try JSONValue(parsing: payload).text == payload)
    }

    @Test func aRoomsRecordComesBackAsItWas() throws {
        let record = RoomFact(type: "asset.judged", version: 2, payload: ["score": 81.5, "criteria": ["noise": 3]])
        let event = Event(
            sequence: 1, run: MachineHarness.run, time: Timestamp(milliseconds: 1), actor: "review", causation: nil,
            fact: .room(record))
        #expect(try EventCodec.event(EventCodec.stored(event)) == event)
    }

    @Test(arguments: [
        ("task.started", 1, "{}"), ("task.unheardOf", 1, "{\"task\":\"a\"}"), ("run.created", 1, "{}"),
        ("task.lost", 9, "{\"task\":\"a\"}"), ("asset.judged", 1, "{"),
    ])
    func damageIsSaidAndNotGuessedAt(type: String, version: Int, payload: String) {
        let stored = StoredEvent(
            sequence: 1, run: MachineHarness.run, time: Timestamp(milliseconds: 1), actor: "engine", causation: nil,
            type: type, version: version, payload: payload)
        #expect(throws: RunLogError.self) { try EventCodec.event(stored) }
    }

    @Test func theFoldIsTheSameEventByEventAndWhole() throws {
        var run = MachineHarness()
        run.create([
            PlanTask(id: "a", uses: "x"), PlanTask(id: "b", uses: "x", needs: ["a"]),
            PlanTask(id: "c", uses: "x", needs: ["a", "b"], gathers: true),
        ])
        run.answer("a", .spawn([PlanTask(id: "a@2", uses: "x")], output: .null))
        run.answer("a@2", .done(.null))
        run.answer("b", .failed(TaskFailure(.permanent, "no")))
        run.answer("c", .done(.null))
        let stored = run.events.map(EventCodec.stored)
        #expect(stored.map(\.sequence) == Array(1...stored.count))
        let replayed = Blackboard(run: MachineHarness.run, events: try EventCodec.events(stored))
        #expect(replayed == run.machine.board)
        #expect(replayed.status == .partial)
    }
}
