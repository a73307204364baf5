/// What performs a kind of task.
///
/// An agent need not answer at once: it may answer `suspended`, and the completion comes in later as a fact, from any process.
package protocol Agent: Sendable {
    /// The name that workflows give under `uses`.
    var name: String { get }

    /// Whether a try that was cut short may simply be made again; false for what may have cost money.
    var isRepeatable: Bool { get }

    /// What the order may cost at most; it is reserved before the try starts. Nil: no price is known, so no call is made.
    func price(of order: TaskOrder) -> MicroDollars?

    /// Performs one try. Failures are answers, not errors; cancellation may be answered with any of them.
    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer
}

extension Agent {
    package var isRepeatable: Bool { true }
    package func price(of order: TaskOrder) -> MicroDollars? { .zero }
}
