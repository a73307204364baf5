import Core
import TestSupport
import Testing

/// The failures that the log in memory can be told to have; what else it does stands in the contract.
@Suite struct MemoryRunLogTests {
    private let lost = RunLogError.storage(reason: "the disk is full", hint: "Free some space.")

    @Test func failureBeforeACallWritesNothing() async throws {
        let log = MemoryRunLog(failing: .before(call: 2, lost))
        try await log.create(Samples.batch(1...1))
        await #expect(throws: lost) { try await log.append(Samples.batch(2...2)) }
        #expect(try await log.events(of: Samples.run, after: 0).count == 1)
        #expect(await log.calls == 3)
    }

    @Test func failureAfterACallHasWrittenEverything() async throws {
        let log = MemoryRunLog(failing: .after(call: 2, lost))
        try await log.create(Samples.batch(1...1))
        let task = Samples.task("draw/01", .running)
        await #expect(throws: lost) { try await log.append(Samples.batch(2...2, tasks: [task])) }
        #expect(try await log.events(of: Samples.run, after: 0).count == 2)
        #expect(await log.tasks(of: Samples.run) == [task])
        #expect(await log.summary(of: Samples.run) == Samples.summary(last: 2))
    }
}
