import Core
import Store
import TestSupport
import Testing

/// What every `RunLog` must do; run against each that there is.
@Suite struct RunLogContractTests {
    enum Kind: CaseIterable { case sqlite, memory }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func log(_ kind: Kind) throws -> any RunLog {
        switch kind {
        case .sqlite: try SQLiteStore(in: folder.path)
        case .memory: MemoryRunLog()
        }
    }

    @Test(arguments: Kind.allCases) func secondLiveRunOfAnIssueIsRefused(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...2))
        await #expect(throws: RunLogError.alreadyLive(Samples.run)) {
            try await log.create(Samples.batch(1...1, of: Samples.id(2)))
        }
        await #expect(throws: RunLogError.unknownRun(Samples.id(2))) {
            _ = try await log.events(of: Samples.id(2), after: 0)
        }
    }

    @Test(arguments: Kind.allCases, RunStatus.allCases) func onlyALiveRunClaimsItsIssue(
        kind: Kind, status: RunStatus
    ) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1))
        try await log.append(Samples.batch(2...2, status: status))
        let next = Samples.batch(1...1, of: Samples.id(2))
        if status.isFinal {
            try await log.create(next)
            #expect(try await log.events(of: Samples.id(2), after: 0).count == 1)
        } else {
            await #expect(throws: RunLogError.alreadyLive(Samples.run)) { try await log.create(next) }
        }
    }

    @Test(arguments: Kind.allCases) func anotherIssueIsFree(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1))
        try await log.create(Samples.batch(1...1, of: Samples.id(2), issue: .file(path: "/a/b.md")))
        #expect(try await log.events(of: Samples.id(2), after: 0).map(\.run) == [Samples.id(2)])
    }

    @Test(arguments: Kind.allCases) func endedRunDoesNotComeAliveBesideAnother(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1, status: .failed))
        try await log.create(Samples.batch(1...1, of: Samples.id(2)))
        await #expect(throws: RunLogError.alreadyLive(Samples.id(2))) { try await log.append(Samples.batch(2...2)) }
        #expect(try await log.events(of: Samples.run, after: 0).count == 1)
    }

    @Test(arguments: Kind.allCases) func runIsMadeOnce(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...3, status: .cancelled))
        await #expect(throws: RunLogError.conflict(sequence: 3)) { try await log.create(Samples.batch(1...3)) }
    }

    @Test(arguments: Kind.allCases, [1, 2, 4, 9]) func appendMustFollowTheLastEvent(kind: Kind, first: Int) async throws
    {
        let log = try log(kind)
        try await log.create(Samples.batch(1...2))
        await #expect(throws: RunLogError.conflict(sequence: 2)) {
            try await log.append(Samples.batch(first...(first + 1)))
        }
        #expect(try await log.events(of: Samples.run, after: 0).map(\.sequence) == [1, 2])
    }

    @Test(arguments: Kind.allCases) func batchWithAGapLeavesNothing(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1))
        let holed = EventBatch(
            run: Samples.run, events: [Samples.event(2), Samples.event(4)], summary: Samples.summary(last: 4),
            tasks: [Samples.task("draw/01", .running)], outbox: [OutboxEntry(kind: "comment", wanted: 4)])
        await #expect(throws: RunLogError.conflict(sequence: 1)) { try await log.append(holed) }
        #expect(try await log.events(of: Samples.run, after: 0).map(\.sequence) == [1])
        #expect(try await log.owed(by: Samples.run).isEmpty)
    }

    @Test(arguments: Kind.allCases) func everythingAskedOfAnUnknownRunSaysSo(kind: Kind) async throws {
        let log = try log(kind)
        let unknown = RunLogError.unknownRun(Samples.run)
        await #expect(throws: unknown) { try await log.append(Samples.batch(1...1)) }
        await #expect(throws: unknown) { _ = try await log.events(of: Samples.run, after: 0) }
        await #expect(throws: unknown) { try await log.deliver(Samples.entry("a"), to: Samples.run) }
        await #expect(throws: unknown) { _ = try await log.inbox(of: Samples.run) }
        await #expect(throws: unknown) { _ = try await log.owed(by: Samples.run) }
        await #expect(throws: unknown) {
            try await log.settle(OutboxEntry(kind: "comment", wanted: 1), of: Samples.run)
        }
    }

    @Test(arguments: Kind.allCases) func eventsComeBackAsTheyWentIn(kind: Kind) async throws {
        let log = try log(kind)
        let first = Samples.batch(1...3)
        let second = Samples.batch(4...6)
        try await log.create(first)
        try await log.append(second)
        #expect(try await log.events(of: Samples.run, after: 0) == first.events + second.events)
        #expect(try await log.events(of: Samples.run, after: 3) == second.events)
        #expect(try await log.events(of: Samples.run, after: 6).isEmpty)
    }

    @Test(
        arguments: Kind.allCases,
        [
            #"{"text":"\#(String(repeating: "a", count: 511))"}"#,
            #"{"text":"\#(String(repeating: "b", count: 512))"}"#,
            #"{"text":"\#(String(repeating: "c", count: 513))"}"#,
            #"{"a":["\#(String(repeating: "ü", count: 300))",1.50,{"b":"\#(String(repeating: "\\n", count: 600))"}],"z":null}"#,
            #"{"$text":"short"}"#,
            #"{"x":{"$text":"\#(String(repeating: "0", count: 64))"},"y":"\#(String(repeating: "d", count: 999))"}"#,
            #"{"$text":"\#(String(repeating: "e", count: 999))","$$text":1}"#,
            #"{"a b" : { "$$$text" : "\#(String(repeating: "f", count: 999))" } }"#,
            #"{"said":"\#(String(repeating: "g", count: 999))","quoted":"{\"$text\":\"00\"}"}"#,
        ]) func payloadComesBackByteForByte(kind: Kind, payload: String) async throws
    {
        let log = try log(kind)
        try await log.create(Samples.batch(payload: payload, at: 1))
        #expect(try await log.events(of: Samples.run, after: 0).map(\.payload) == [payload])
    }

    @Test(arguments: Kind.allCases) func whatComesTwiceUnderOneKeyCountsOnce(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1))
        let long = #"{"script":"\#(String(repeating: "once upon a time ", count: 60))"}"#
        for entry in [
            Samples.entry("a", payload: long), Samples.entry("b"), Samples.entry("a", payload: "{}"),
            Samples.entry("b"),
        ] {
            try await log.deliver(entry, to: Samples.run)
        }
        let inbox = try await log.inbox(of: Samples.run)
        #expect(inbox.map(\.key) == ["a", "b"])
        #expect(inbox.map(\.payload) == [long, #"{"a":1}"#])
    }

    @Test(arguments: Kind.allCases) func whatWasTakenInIsNotTakenInAgain(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...1))
        for key in ["a", "b", "c"] { try await log.deliver(Samples.entry(key), to: Samples.run) }
        let numbers = try await log.inbox(of: Samples.run).map(\.number)
        await #expect(throws: RunLogError.conflict(sequence: 1)) {
            try await log.append(Samples.batch(5...5, taken: numbers))
        }
        #expect(try await log.inbox(of: Samples.run).count == 3)
        try await log.append(Samples.batch(2...2, taken: [numbers[0], numbers[2]]))
        try await log.deliver(Samples.entry("a"), to: Samples.run)
        #expect(try await log.inbox(of: Samples.run).map(\.key) == ["b"])
    }

    @Test(arguments: Kind.allCases) func onlyTheNewestStateIsOwed(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...5, outbox: [OutboxEntry(kind: "comment", wanted: 5)]))
        try await log.append(
            Samples.batch(
                6...9, outbox: [OutboxEntry(kind: "comment", wanted: 3), OutboxEntry(kind: "push", wanted: 9)]))
        let push = OutboxEntry(kind: "push", wanted: 9)
        #expect(try await log.owed(by: Samples.run) == [OutboxEntry(kind: "comment", wanted: 5), push])
        try await log.settle(OutboxEntry(kind: "comment", wanted: 4), of: Samples.run)
        #expect(try await log.owed(by: Samples.run) == [OutboxEntry(kind: "comment", wanted: 5), push])
        try await log.settle(OutboxEntry(kind: "comment", wanted: 5), of: Samples.run)
        try await log.settle(OutboxEntry(kind: "comment", wanted: 2), of: Samples.run)
        #expect(try await log.owed(by: Samples.run) == [push])
        try await log.append(Samples.batch(10...10, outbox: [OutboxEntry(kind: "comment", wanted: 10)]))
        #expect(try await log.owed(by: Samples.run) == [OutboxEntry(kind: "comment", wanted: 10), push])
    }

    @Test(arguments: Kind.allCases) func planInPortionsIsOneTransaction(kind: Kind) async throws {
        let log = try log(kind)
        let left = try await log.create(from: Portions([Samples.batch(1...2), Samples.batch(3...5)]))
        #expect(left.isEmpty, "the source comes back as it stands after its last batch")
        #expect(try await log.events(of: Samples.run, after: 0).map(\.sequence) == [1, 2, 3, 4, 5])
        try await log.append(Samples.batch(6...6))
    }

    @Test(arguments: Kind.allCases) func aPortionThatDoesNotFollowLeavesNothing(kind: Kind) async throws {
        let log = try log(kind)
        await #expect(throws: RunLogError.self) {
            _ = try await log.create(from: Portions([Samples.batch(1...2), Samples.batch(4...5)]))
        }
        await #expect(throws: RunLogError.unknownRun(Samples.run)) {
            _ = try await log.events(of: Samples.run, after: 0)
        }
        try await log.create(Samples.batch(1...1, of: Samples.id(2)))
    }

    @Test(arguments: Kind.allCases) func portionsClaimTheirIssueLikeOneBatch(kind: Kind) async throws {
        let log = try log(kind)
        _ = try await log.create(from: Portions([Samples.batch(1...1), Samples.batch(2...2)]))
        await #expect(throws: RunLogError.alreadyLive(Samples.run)) {
            _ = try await log.create(from: Portions([Samples.batch(1...1, of: Samples.id(2))]))
        }
        #expect(try await log.create(from: Portions([])).isEmpty)
    }

    @Test(arguments: Kind.allCases) func stateIsTheRowsAndWhatTheyReferTo(kind: Kind) async throws {
        let log = try log(kind)
        let long = #"{"output":"\#(String(repeating: "o", count: 999))"}"#
        let events = [
            Samples.event(1, type: "run.created"), Samples.event(2, payload: #"{"id":"draw/02"}"#),
            Samples.event(3, payload: #"{"id":"draw/01"}"#), Samples.event(4, type: "asset.produced", payload: long),
            Samples.event(5, payload: long),
        ]
        let rows = [
            Samples.task("draw/01", .succeeded, added: 3, told: 5),
            Samples.task("draw/02", .waiting, added: 2, details: #"{"token":"t"}"#),
        ]
        let summary = Samples.summary(last: 5, details: #"{"tasks":2}"#)
        try await log.create(
            EventBatch(run: Samples.run, events: events, summary: summary, tasks: rows, outbox: []))
        let state = try #require(try await log.state(of: Samples.run))
        #expect(state.summary == summary)
        #expect(state.events == [events[0], events[3]])
        #expect(
            state.tasks == [
                StoredTask(row: rows[1], definition: events[1].payload, outcome: nil),
                StoredTask(row: rows[0], definition: events[2].payload, outcome: long),
            ])
    }

    @Test(arguments: Kind.allCases) func rowsOfAnOlderBotAreNoState(kind: Kind) async throws {
        let log = try log(kind)
        try await log.create(Samples.batch(1...2))
        #expect(try await log.state(of: Samples.run) == nil, "its row does not say how often it was resumed")
        let summary = Samples.summary(last: 3, details: "{}")
        try await log.append(
            EventBatch(
                run: Samples.run, events: [Samples.event(3)], summary: summary,
                tasks: [Samples.task("draw/01", .running)], outbox: []))
        #expect(try await log.state(of: Samples.run) == nil, "a task's row does not say which event added it")
    }
}
