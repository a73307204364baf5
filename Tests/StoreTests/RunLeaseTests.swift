import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite struct RunLeaseTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func secondAcquisitionGetsNothingUntilTheFirstIsReleased() throws {
        let first = try #require(try RunLease.acquire(Samples.run, in: folder.path))
        #expect(try RunLease.acquire(Samples.run, in: folder.path) == nil)
        #expect(RunLease.lastHolder(of: Samples.run, in: folder.path) == getpid())
        first.release()
        first.release()
        let second = try #require(try RunLease.acquire(Samples.run, in: folder.path))
        second.release()
    }

    @Test func runsDoNotHinderEachOther() throws {
        let first = try #require(try RunLease.acquire(Samples.id(1), in: folder.path))
        let second = try #require(try RunLease.acquire(Samples.id(2), in: folder.path))
        first.release()
        second.release()
    }

    @Test func killedProcessLosesItsLease() async throws {
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lease = try RunLease.acquire(Samples.run, in: path)
            if lease != nil { kill(getpid(), SIGKILL) }
            lease?.release()
        }
        #expect(RunLease.lastHolder(of: Samples.run, in: folder.path) != nil)
        let lease = try #require(try RunLease.acquire(Samples.run, in: folder.path))
        #expect(RunLease.lastHolder(of: Samples.run, in: folder.path) == getpid())
        lease.release()
    }

    @Test func anotherProcessIsKeptOut() async throws {
        let lease = try #require(try RunLease.acquire(Samples.run, in: folder.path))
        let path = folder.path
        await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
            if try RunLease.acquire(Samples.run, in: path) == nil { exit(7) }
        }
        lease.release()
    }

    @Test func neverTwoHoldersWhileManyComeAndGo() async throws {
        let path = folder.path
        let holders = Counter()
        let clashes = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var clashes = 0
                    for _ in 0..<300 {
                        guard let lease = try RunLease.acquire(Samples.run, in: path) else { continue }
                        if holders.add(1) != 1 { clashes += 1 }
                        _ = holders.add(-1)
                        lease.release()
                    }
                    return clashes
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(clashes == 0)
    }

    @Test func stateFolderThatCannotBeMadeIsReported() throws {
        let blocked = try folder.write("x", to: "state")
        #expect(throws: RunLogError.self) { try RunLease.acquire(Samples.run, in: blocked + "/deeper") }
    }
}
