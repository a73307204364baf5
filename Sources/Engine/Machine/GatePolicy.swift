package import Core

/// Where a run waits for a person, for how long, and what it means that nobody comes.
package struct GatePolicy: Hashable, Sendable {
    /// The checkpoints that are on: the workflow's own names, and `plan` before anything is made.
    package var checkpoints: Set<String> = []
    /// Whether all checkpoints of the workflow are on, whatever their names.
    package var everyCheckpoint = false
    /// After how long nobody having decided means what `onTimeout` says; nil: never.
    package var timeout: Duration? = .seconds(3600)
    /// The rest between two reminders; nil: none.
    package var reminders: Duration? = .seconds(1800)
    package var onTimeout: [GateKind: TimeoutPolicy] = [
        .approval: .wait, .clarification: .wait, .budget: .accept, .humanReview: .accept,
    ]
    /// Whether the person who asked for the run may also approve what it spends.
    package var mayApproveOwn = true
    /// What the brief leaves open, a question each; the run asks before it makes anything.
    package var questions: [String] = []

    /// The checkpoint before anything is made.
    package static let plan = "plan"

    package init() {}

    package func stops(at checkpoint: String) -> Bool {
        everyCheckpoint && checkpoint != Self.plan || checkpoints.contains(checkpoint)
    }
}
