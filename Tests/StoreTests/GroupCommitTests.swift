import Core
import Store
import TestSupport
import Testing

/// Batches that are committed together do not hinder each other.
@Suite struct GroupCommitTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
    }

    private func issue(_ number: Int) -> IssueIdentity { .github(repository: "octo/lighthouse", number: number) }

    private func create(_ count: Int, status: RunStatus = .running) async throws {
        for number in 1...count {
            try await store.create(
                Samples.batch(1...1, of: Samples.id(Int64(number)), issue: issue(number), status: status))
        }
    }

    /// Appends to each run at once, and gathers what became of it.
    private func append(_ batches: [EventBatch]) async -> [RunLogError?] {
        let store = store
        return await withTaskGroup(of: (Int, RunLogError?).self) { group in
            for (index, batch) in batches.enumerated() {
                group.addTask {
                    do throws(RunLogError) { try await store.append(batch) } catch { return (index, error) }
                    return (index, nil)
                }
            }
            var errors = [RunLogError?](repeating: nil, count: batches.count)
            for await (index, error) in group { errors[index] = error }
            return errors
        }
    }

    @Test func everyWriterOfManyIsServed() async throws {
        try await create(40)
        for sequence in 2...20 {
            let errors = await append(
                (1...40).map { Samples.batch(sequence...sequence, of: Samples.id(Int64($0)), issue: issue($0)) })
            #expect(errors.allSatisfy { $0 == nil })
        }
        for number in 1...40 {
            #expect(try await store.events(of: Samples.id(Int64(number)), after: 0).count == 20)
        }
        #expect(try await store.integrityCheck() == [])
    }

    @Test func eventsOfManyWritersAreFoundBeforeAndAfterTheyAreMoved() async throws {
        let file = folder.path(SQLiteStore.fileName)
        try await create(64)
        var longest = 0
        for sequence in 2...300 {
            let errors = await append(
                (1...64).map { Samples.batch(sequence...sequence, of: Samples.id(Int64($0)), issue: issue($0)) })
            #expect(errors.allSatisfy { $0 == nil })
            guard sequence.isMultiple(of: 5) else { continue }
            longest = max(longest, try Database(file).number("SELECT count(*) FROM tail"))
        }
        #expect(longest > 4_000 && longest < 17_000)
        #expect(try Database(file).number("SELECT count(*) FROM tail") < 16_384)
        #expect(try Database(file).number("SELECT count(*) FROM events") > 4_000)
        for number in [1, 33, 64] {
            let id = Samples.id(Int64(number))
            #expect(try await store.events(of: id, after: 0).map(\.sequence) == Array(1...300))
            #expect(try await store.events(of: id, after: 298).map(\.sequence) == [299, 300])
            #expect(try await store.size(of: id).events == 300)
            await #expect(throws: RunLogError.conflict(sequence: 300)) {
                try await store.append(Samples.batch(300...300, of: id, issue: issue(number)))
            }
        }
        #expect(try await store.integrityCheck() == [])
    }

    @Test func batchThatDoesNotFitLeavesTheOthersAlone() async throws {
        try await create(20)
        let batches = (1...20).map { number in
            let sequence = number % 5 == 0 ? 7 : 2
            return Samples.batch(sequence...sequence, of: Samples.id(Int64(number)), issue: issue(number))
        }
        let errors = await append(batches + [Samples.batch(2...2, of: Samples.id(99), issue: issue(99))])
        for number in 1...20 {
            #expect(errors[number - 1] == (number % 5 == 0 ? .conflict(sequence: 1) : nil))
            let count = try await store.events(of: Samples.id(Int64(number)), after: 0).count
            #expect(count == (number % 5 == 0 ? 1 : 2))
        }
        #expect(errors.last == .unknownRun(Samples.id(99)))
    }

    /// It fails when its events are written already: the whole group must be taken back and written anew.
    @Test func batchThatFailsHalfWayLeavesTheOthersAlone() async throws {
        try await create(10, status: .failed)
        let rival = Samples.id(50)
        try await store.create(Samples.batch(1...1, of: rival, issue: issue(4)))
        for round in 0..<5 {
            let sequence = 2 + round
            let errors = await append(
                (1...10).map { number in
                    Samples.batch(
                        (number == 4 ? 2 : sequence)...(number == 4 ? 2 : sequence), of: Samples.id(Int64(number)),
                        issue: issue(number))
                })
            for number in 1...10 { #expect(errors[number - 1] == (number == 4 ? .alreadyLive(rival) : nil)) }
        }
        #expect(try await store.events(of: Samples.id(4), after: 0).count == 1)
        for number in [1, 2, 3, 5, 10] {
            #expect(try await store.events(of: Samples.id(Int64(number)), after: 0).count == 6)
        }
        #expect(try await store.integrityCheck() == [])
    }

    @Test func twoWritersOfOneRunAreToldApart() async throws {
        try await create(1)
        let errors = await append((1...8).map { _ in Samples.batch(2...2, issue: issue(1)) })
        #expect(errors.count { $0 == nil } == 1)
        #expect(errors.count { $0 == .conflict(sequence: 2) } == 7)
    }

    @Test func lockOfAnotherProcessFailsEveryWriterAndTheNextGoesOn() async throws {
        try await create(5)
        let impatient = try SQLiteStore(in: folder.path, patience: .milliseconds(10))
        let other = try Database(folder.path(SQLiteStore.fileName))
        try other.execute("BEGIN IMMEDIATE")
        await withTaskGroup(of: Bool.self) { group in
            for number in 1...5 {
                let batch = Samples.batch(2...2, of: Samples.id(Int64(number)), issue: issue(number))
                group.addTask {
                    do throws(RunLogError) { try await impatient.append(batch) } catch {
                        return error.description.contains("another process")
                    }
                    return false
                }
            }
            for await wasTold in group { #expect(wasTold) }
        }
        try other.execute("ROLLBACK")
        try await impatient.append(Samples.batch(2...2, of: Samples.id(1), issue: issue(1)))
        #expect(try await impatient.integrityCheck() == [])
    }
}
