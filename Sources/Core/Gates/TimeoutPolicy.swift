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
    /// What a time-out may mean at a gate of a kind: to go on waiting, or one of the decisions that it takes.
    package static func policies(for kind: GateKind) -> [TimeoutPolicy] {
        switch kind {
        case .approval: [.wait, .approve, .reject, .end]
        case .clarification: [.wait, .approve, .end]
        case .budget: [.wait, .accept, .end]
        case .humanReview: [.wait, .approve, .accept, .reject, .end]
        }
    }
}
