import Core
import Synchronization

/// Holds back who guesses tokens: so many wrong ones a minute, of all clients together.
final class SignInThrottle: Sendable {
    private let failures = Mutex<[Timestamp]>([])
    static let most = 20
    static let span = Duration.seconds(60)

    func isOpen(at now: Timestamp) -> Bool {
        failures.withLock { failures in
            failures.removeAll { now - $0 > Self.span }
            return failures.count < Self.most
        }
    }

    func failed(at now: Timestamp) { failures.withLock { $0.append(now) } }
}
