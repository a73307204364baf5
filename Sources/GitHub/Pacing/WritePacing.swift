import Synchronization

/// The lines in which the writes of one process wait: one for each account on whose limits they count.
package final class WritePacing: Sendable {
    private let limits: WritePace.Limits
    private let lines = Mutex<[String: WriteLine]>([:])

    package init(_ limits: WritePace.Limits = WritePace.Limits()) { self.limits = limits }

    /// `account`: a name for whose limits they are; one sign-in before one host.
    func line(of account: String) -> WriteLine {
        lines.withLock { lines in
            if let line = lines[account] { return line }
            let line = WriteLine(limits)
            lines[account] = line
            return line
        }
    }
}
