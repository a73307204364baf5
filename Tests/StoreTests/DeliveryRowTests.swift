import Core
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct DeliveryRowTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let place = AttentionPlace(repository: "octo/assets", issue: 12)

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(in: folder.path)
    }

    private func time(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    private func take(
        _ guid: String, at seconds: Int64 = 0, asking places: [AttentionPlace] = []
    ) async -> Result<DeliveryReceipt, RunLogError> {
        let row = DeliveryRow(
            guid: guid, receivedAt: time(seconds), event: "issues", action: "labeled", repository: "octo/assets",
            issue: 12, sender: 5, attention: places)
        return await withCheckedContinuation { waiter in
            store.take([row]) { waiter.resume(returning: $0[0]) }
        }
    }

    private func open(at seconds: Int64 = 0) async throws -> [AttentionRow] {
        try await store.openAttention(at: time(seconds), limit: 10)
    }

    @Test func secondDeliveryOfTheSameIsKnown() async throws {
        #expect(await take("a", asking: [place]) == .success(.taken))
        #expect(await take("a", asking: [place]) == .success(.repeated))
        #expect(try await open().map(\.asked) == [1])
    }

    @Test func sameDeliveryTwiceInOneGroupIsTakenOnce() async throws {
        let store = store
        let row = DeliveryRow(guid: "a", receivedAt: time(0), event: "issues", attention: [place])
        let receipts = await withTaskGroup(of: DeliveryReceipt?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await withCheckedContinuation { waiter in
                        store.take([row]) { waiter.resume(returning: try? $0[0].get()) }
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(receipts.count { $0 == .taken } == 1)
        #expect(receipts.count { $0 == .repeated } == 49)
        #expect(try await open().map(\.asked) == [1])
    }

    /// Nobody else is at work, so that the caller's own thread writes.
    @Test func deliveryIsDurableWhenTheCallReturnsWhereTheStoreIsIdle() throws {
        let receipts = Mutex<[Result<DeliveryReceipt, RunLogError>]>([])
        store.take([DeliveryRow(guid: "a", receivedAt: time(0), event: "issues", attention: [place])]) { given in
            receipts.withLock { $0 += given }
        }
        #expect(receipts.withLock { $0 } == [.success(.taken)])
        #expect(try Database(folder.path + "/history.sqlite").number("SELECT count(*) FROM deliveries") == 1)
    }

    /// The caller's thread waits for the disk, but for nobody's lock.
    @Test func deliveryWaitsForAnotherProcessOnTheStoresThread() async throws {
        let other = try Database(folder.path + "/history.sqlite")
        try other.execute("BEGIN IMMEDIATE")
        let receipts = AsyncStream<Result<DeliveryReceipt, RunLogError>> { receipts in
            store.take([DeliveryRow(guid: "a", receivedAt: time(0), event: "issues", attention: [place])]) { given in
                for receipt in given { receipts.yield(receipt) }
                receipts.finish()
            }
        }
        try other.execute("COMMIT")
        for await receipt in receipts { #expect(receipt == .success(.taken)) }
        #expect(try other.number("SELECT count(*) FROM deliveries") == 1)
    }

    @Test func whatWasLookedAtIsDoneUnlessItIsAskedForAgain() async throws {
        _ = await take("a", asking: [place])
        let row = try #require(try await open().first)
        _ = await take("b", asking: [place])
        try await store.settle(row, wantsRun: false)
        let again = try #require(try await open().first)
        #expect(again.asked == 2)
        try await store.settle(again, wantsRun: false)
        #expect(try await open().isEmpty)
        #expect(try await store.wantedRuns(limit: 9).isEmpty)
    }

    @Test func placeThatIsPutOffComesBackAndNewQuestionsBringItBackAtOnce() async throws {
        _ = await take("a", asking: [place])
        try await store.putOff(try #require(try await open().first), until: time(60))
        #expect(try await open(at: 59).isEmpty)
        #expect(try await open(at: 60).map(\.failures) == [1])
        _ = await take("b", asking: [place])
        let row = try #require(try await open(at: 1).first)
        #expect(row.failures == 0)
        // The failure of a look that began before the last question puts nothing off.
        let old = AttentionRow(place: place, asked: 1, askedAt: time(0), failures: 0, runs: 0)
        try await store.putOff(old, until: time(600))
        #expect(try await open(at: 1).count == 1)
    }

    @Test func runIsWantedUntilItWasBroughtOnAsOftenAsAskedFor() async throws {
        _ = await take("a", asking: [place])
        try await store.settle(try #require(try await open().first), wantsRun: true)
        let wanted = try #require(try await store.wantedRuns(limit: 9).first)
        #expect(wanted.place == place && wanted.runs == 1)
        _ = await take("b", asking: [place])
        try await store.settle(try #require(try await open().first), wantsRun: true)
        try await store.settleRun(wanted)
        let again = try #require(try await store.wantedRuns(limit: 9).first)
        try await store.settleRun(again)
        #expect(try await store.wantedRuns(limit: 9).isEmpty)
    }

    @Test func runThatIsPutOffHasItsIssueLookedAtLater() async throws {
        _ = await take("a", asking: [place])
        try await store.settle(try #require(try await open().first), wantsRun: true)
        try await store.putOffRun(try #require(try await store.wantedRuns(limit: 9).first), until: time(60))
        #expect(try await store.wantedRuns(limit: 9).isEmpty)
        #expect(try await open(at: 59).isEmpty)
        #expect(try await open(at: 60).map(\.failures) == [1])
    }

    @Test func longestWaitingPlacesComeFirst() async throws {
        for number in [3, 1, 2] {
            _ = await take(
                "delivery-\(number)", at: Int64(number), asking: [AttentionPlace(repository: "a/b", issue: number)])
        }
        #expect(try await open(at: 9).map(\.place.issue) == [1, 2, 3])
    }

    @Test func oldDeliveriesAreForgottenAndYoungOnesKept() async throws {
        for number in 0..<2_500 { _ = await take("delivery-\(number)", at: Int64(number)) }
        try await store.forgetDeliveries(receivedBefore: time(2_400))
        #expect(try await store.deliveryCount() == 100)
        #expect(await take("delivery-2399") == .success(.taken))
        #expect(await take("delivery-2400") == .success(.repeated))
    }

    @Test func placesWithNothingLeftToDoAreForgotten() async throws {
        let other = AttentionPlace(repository: "octo/assets", issue: 13)
        _ = await take("a", asking: [place, other])
        try await store.settle(try #require(try await open().first { $0.place == place }), wantsRun: false)
        try await store.forgetDeliveries(receivedBefore: time(1))
        #expect(try await open().map(\.place) == [other])
        // Asked for anew, it counts from the beginning.
        _ = await take("b", asking: [place])
        #expect(try await open().first { $0.place == place }?.asked == 1)
    }

    @Test func otherProcessesSeeWhatWasAskedFor() async throws {
        _ = await take("a", asking: [place])
        let other = try SQLiteStore(in: folder.path)
        #expect(try await other.openAttention(at: time(0), limit: 9).map(\.place) == [place])
    }
}
