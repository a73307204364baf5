package import Core

/// The label that says on the issue how its run stands.
package enum StateLabel: String, Hashable, Sendable, CaseIterable {
    case queued, running, waiting, done, partial, failed

    /// Nil for a run that was cancelled: nothing is going on, and nothing has failed.
    package init?(_ status: RunStatus) {
        switch status {
        case .queued: self = .queued
        case .running: self = .running
        case .waiting: self = .waiting
        case .succeeded: self = .done
        case .partial: self = .partial
        case .failed: self = .failed
        case .cancelled: return nil
        }
    }

    package static let prefix = "showrunner:"
    package var name: String { Self.prefix + rawValue }

    /// Six hexadecimal digits.
    package var colour: String {
        switch self {
        case .queued: "d4c5f9"
        case .running: "1d76db"
        case .waiting: "fbca04"
        case .done: "0e8a16"
        case .partial: "e99695"
        case .failed: "b60205"
        }
    }

    package var meaning: String {
        switch self {
        case .queued: "The run was stopped and goes on later"
        case .running: "The run is at work"
        case .waiting: "The run waits for a person"
        case .done: "Everything passed and was delivered"
        case .partial: "Delivered, but not all as asked"
        case .failed: "The run failed; its comment says why"
        }
    }
}
