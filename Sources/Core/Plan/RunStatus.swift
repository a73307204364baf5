/// Where a run stands.
package enum RunStatus: String, Hashable, Sendable, CaseIterable {
    case queued, running, waiting, succeeded, partial, failed, cancelled

    /// Whether the run has ended; only an issue without a live run may start another.
    package var isFinal: Bool {
        switch self {
        case .succeeded, .partial, .failed, .cancelled: true
        case .queued, .running, .waiting: false
        }
    }
}
