/// A point where a run waits for a person.
package struct Gate: Hashable, Sendable {
    package let id: GateID
    package let kind: GateKind
    /// One sentence: what is to be decided.
    package let question: String
    /// The task that stands still until it is decided; nil where the whole run does.
    package let task: TaskID?
    /// What is to be decided about: assets with their digests, prices, errors.
    package let subject: JSONValue
    /// The digest of the subject; a decision names it.
    package let shown: String
    package let options: [DecisionKind]
    /// What the engine would do, in one sentence.
    package let recommendation: String
    /// What going on is expected to cost.
    package let costImpact: MicroDollars
    package let urgency: Urgency
    /// When nobody having decided means what `onTimeout` says; nil: never.
    package let deadline: Timestamp?
    package let onTimeout: TimeoutPolicy
    /// The rest between two reminders; nil: none are sent.
    package let reminders: Duration?

    package init(
        id: GateID, kind: GateKind, question: String, task: TaskID?, subject: JSONValue, shown: String,
        options: [DecisionKind], recommendation: String, costImpact: MicroDollars = .zero, urgency: Urgency = .normal,
        deadline: Timestamp? = nil, onTimeout: TimeoutPolicy = .wait, reminders: Duration? = nil
    ) {
        self.id = id
        self.kind = kind
        self.question = question
        self.task = task
        self.subject = subject
        self.shown = shown
        self.options = options
        self.recommendation = recommendation
        self.costImpact = costImpact
        self.urgency = urgency
        self.deadline = deadline
        self.onTimeout = onTimeout
        self.reminders = reminders
    }
}
