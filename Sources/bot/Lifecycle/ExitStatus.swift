import Core
import Glibc

/// What the process says of its work when it ends.
enum ExitStatus: Int32, Sendable {
    case succeeded = 0
    case failed = 1
    /// Wrong usage or an invalid brief; nothing was spent.
    case invalid = 2
    /// Delivered, with assets under the threshold.
    case partial = 3
    /// Waiting for a person.
    case waiting = 4
    /// Stopped by a signal; the run can go on.
    case interrupted = 130

    init(_ status: RunStatus) {
        switch status {
        case .succeeded: self = .succeeded
        case .partial: self = .partial
        case .failed, .cancelled: self = .failed
        case .waiting: self = .waiting
        case .queued, .running: self = .interrupted
        }
    }
}

extension ExitStatus {
    /// Ends the process without running what libraries have registered: a thread may still be inside one of them.
    func exitAtOnce() -> Never { _exit(rawValue) }
}
