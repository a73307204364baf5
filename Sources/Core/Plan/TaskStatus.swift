/// Where a task stands.
package enum TaskStatus: String, Hashable, Sendable, CaseIterable {
    case pending, ready, running, succeeded, waiting, retrying, escalated, failed, cancelled, skipped

    /// Whether nothing more can happen to the task.
    package var isFinal: Bool {
        switch self {
        case .succeeded, .failed, .cancelled, .skipped: true
        case .pending, .ready, .running, .waiting, .retrying, .escalated: false
        }
    }
}
