import Foundation
import Synchronization
import TestSupport

/// Kills a process at a stage of the first call that it pays for.
final class PaidKill: Sendable {
    private let stage: Instant.Stage
    private let inner = KillSwitch()
    private let isFirst = Mutex(true)

    init(_ stage: Instant.Stage) { self.stage = stage }

    func aim(at victim: RunningCommand) { inner.aim(at: victim, .request(1, stage)) }

    func pass(
        _ request: LoopbackRequest, _ carryOut: @Sendable () async -> LoopbackReply
    ) async -> LoopbackReply {
        guard request.path.hasPrefix("/v1/"), isFirst.withLock({ $0.take() }) else { return await carryOut() }
        return await inner.pass(request, carryOut)
    }
}

extension Bool {
    /// The value, which is false from then on.
    fileprivate mutating func take() -> Bool {
        defer { self = false }
        return self
    }
}
