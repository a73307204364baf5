/// What it means that nobody decided at a gate in time.
package enum TimeoutPolicy: String, Hashable, Sendable, CaseIterable {
    /// The run goes on waiting; people are reminded.
    case wait
    case approve, accept, reject, end

    /// The decision that stands for it; nil where the run goes on waiting.
    package var decision: DecisionKind? {
        switch self {
        case .wait: nil
        case .approve: .approve
        case .accept: .accept
        case .reject: .reject
        case .end: .end
        }
    }
}
