/// What performs a kind of task.
///
/// An agent need not answer at once: it may answer `suspended`, and the completion comes in later as a fact, from any process.
package protocol Agent: Sendable {
    /// The name that workflows give under `uses`.
    var name: String { get }

    /// The models that could perform the order, the agent's favourite first; nil where it needs none and buys nothing.
    ///
    /// The engine chooses one, reserves its price and names it in the order. Where none can be chosen no call is made.
    func offers(for order: TaskOrder) -> [ModelOffer]?

    /// What a person is to look at before the order is performed, small; nil: what the tasks before it put out.
    func subject(of order: TaskOrder) -> JSONValue?

    /// The answer to a suspended try is not wanted any more: whatever works on it elsewhere is told so, where it can be.
    func abandon(_ order: TaskOrder, token: String) async

    /// Performs one try. Failures are answers, not errors; cancellation may be answered with any of them.
    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer
}

extension Agent {
    package func offers(for order: TaskOrder) -> [ModelOffer]? { nil }
    package func subject(of order: TaskOrder) -> JSONValue? { nil }
    package func abandon(_ order: TaskOrder, token: String) async {}
}
