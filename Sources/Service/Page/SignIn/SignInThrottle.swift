import Core
import HTTP
import Synchronization

/// Holds back who guesses tokens: so many wrong ones a minute from one network, and more, but not any number, from all together.
///
/// A stranger's tries shut out nobody else; those of very many shut out whoever comes without a session that is good.
/// What is kept is bounded by the second number.
final class SignInThrottle: Sendable {
    private struct Failure {
        let network: ClientAddress
        let time: Timestamp
    }

    private let failures = Mutex<[Failure]>([])
    /// From one network.
    static let most = 20
    /// From all together.
    static let mostOfAll = 600
    static let span = Duration.seconds(60)

    /// `isSignedIn`: whether the client brings a session that is good.
    func isOpen(for client: ClientAddress, isSignedIn: Bool = false, at now: Timestamp) -> Bool {
        let network = client.network
        return failures.withLock { failures in
            // Where the clock was set back, what lies in its future says nothing.
            failures.removeAll { now - $0.time > Self.span || $0.time > now }
            guard isSignedIn || failures.count < Self.mostOfAll else { return false }
            return failures.count { $0.network == network } < Self.most
        }
    }

    func failed(_ client: ClientAddress, at now: Timestamp) {
        failures.withLock { failures in
            failures.append(Failure(network: client.network, time: now))
            if failures.count > Self.mostOfAll { failures.removeFirst() }
        }
    }
}
