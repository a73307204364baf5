import Core
import Dispatch
import Imaging
import Synchronization
import Testing

@Suite struct ImagingQueueTests {
    @Test func handsOverWhatTheWorkThrows() async {
        await #expect(throws: ImagingError.unknownFormat) {
            try await ImagingQueue(width: 1).run { try ImageCodec.decode([1, 2, 3]) }
        }
    }

    @Test func neverRunsMoreAtOnceThanItsWidth() async throws {
        let queue = ImagingQueue(width: 2)
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await queue.run {
                        counter.enter()
                        _ = try ImageCodec.decode(Samples.file(.png))
                        counter.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect((1...2).contains(counter.most))
    }

    @Test func doesNotBeginWhatWasCancelledWhileItWaited() async throws {
        let queue = ImagingQueue(width: 1)
        let gate = DispatchSemaphore(value: 0)
        let (entered, entrance) = AsyncStream.makeStream(of: Void.self)
        async let first: Void = queue.run {
            entrance.finish()
            gate.wait()
        }
        for await _ in entered {}
        let began = Flag()
        let second = Task { try await queue.run { began.raise() } }
        second.cancel()
        gate.signal()
        try await first
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(!began.isUp)
    }
}

/// Something that happened, or did not.
final class Flag: Sendable {
    private let up = Atomic(false)
    var isUp: Bool { up.load(ordering: .relaxed) }
    func raise() { up.store(true, ordering: .relaxed) }
}

/// How many are inside at once, and the most that ever were.
final class Counter: Sendable {
    private let state = Mutex((inside: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() {
        state.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
        }
    }
    func leave() { state.withLock { $0.inside -= 1 } }
}
