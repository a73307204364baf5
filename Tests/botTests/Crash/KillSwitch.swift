import Foundation
import Synchronization
import TestSupport

/// Stands between a process and the servers that it calls, counts its requests, and kills it at one of them.
final class KillSwitch: Sendable {
    private struct State {
        var count = 0
        var target: (request: Int, stage: Instant.Stage)?
        var victim: RunningCommand?
    }

    private let state = Mutex(State())
    private let ready = Latch()

    /// How many requests have come in.
    var count: Int { state.withLock { $0.count } }

    /// Names the process that dies at the instant; until then its requests wait.
    func aim(at victim: RunningCommand?, _ instant: Instant?) {
        state.withLock { state in
            state.victim = victim
            if case .request(let number, let stage)? = instant { state.target = (number, stage) }
        }
        ready.open()
    }

    func pass(
        _ request: LoopbackRequest, _ carryOut: @Sendable () async -> LoopbackReply
    ) async -> LoopbackReply {
        await ready.pass()
        let stage: Instant.Stage? = state.withLock { state in
            state.count += 1
            return state.target.flatMap { $0.request == state.count ? $0.stage : nil }
        }
        if stage == .arrived {
            await strike()
            return .hangUp
        }
        let reply = await carryOut()
        switch stage {
        case nil, .arrived: return reply
        case .done:
            await strike()
            return .hangUp
        case .halfAnswered: return halved(reply)
        case .answered:
            var answered = framed(reply)
            answered.steps.append(.perform { await self.strike() })
            return answered
        }
    }

    private func halved(_ reply: LoopbackReply) -> LoopbackReply {
        var halved = framed(reply)
        let body = reply.steps.flatMap { step -> [UInt8] in
            if case .bytes(let bytes) = step { bytes } else { [] }
        }
        halved.steps = [.bytes(Array(body.prefix(body.count / 2))), .perform { await self.strike() }, .cut]
        return halved
    }

    /// With the length of the whole body, whatever becomes of its steps.
    private func framed(_ reply: LoopbackReply) -> LoopbackReply {
        var framed = reply
        if case .length(nil) = reply.framing {
            let length = reply.steps.reduce(0) { sum, step in
                if case .bytes(let bytes) = step { sum + bytes.count } else { sum }
            }
            framed.framing = .length(length)
        }
        return framed
    }

    private func strike() async {
        guard let victim = state.withLock({ $0.victim }) else { return }
        victim.send(signal: SIGKILL)
        _ = await victim.result()
    }
}
