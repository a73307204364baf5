import Core
import Synchronization

/// The sessions that were signed out of before their end, which their cookies don't know.
final class EndedSessions: Sendable {
    private let ends = Mutex<[String: Timestamp]>([:])

    func end(_ session: PageSession, now: Timestamp) {
        ends.withLock { ends in
            ends = ends.filter { $0.value > now }
            ends[session.nonce] = session.ends
        }
    }

    func hasEnded(_ session: PageSession) -> Bool { ends.withLock { $0[session.nonce] != nil } }
}
