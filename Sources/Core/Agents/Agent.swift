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

    /// The assets to be made again now, so that the order can be performed as a person has decided about what it shows.
    ///
    /// None of them waits for another one: the question comes again when they have been made, until there are none.
    func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey]

    /// The answer to a suspended try is not wanted any more: whatever works on it elsewhere is told so, where it can be.
    func abandon(_ order: TaskOrder, token: String) async

    /// How long a suspended try is left alone between two looks at it; nil where its answer comes in from outside.
    func pace(of order: TaskOrder) -> Duration?

    /// Looks whether what a suspended try waits for is there. Nothing that it asks for on the way may cost anything.
    ///
    /// `order` is that of the suspended try. It may be asked by any process, after any time, and more than once.
    func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook

    /// Whether the service can be asked what a try of the order has begun there, should its answer be lost.
    func leavesTrace(_ order: TaskOrder) -> Bool

    /// Looks for what a try has begun whose answer was lost; `start` is when the try became durable.
    func find(_ order: TaskOrder, begunAfter start: Timestamp, signals: any SignalSink) async -> JobSearch

    /// Performs one try. Failures are answers, not errors; cancellation may be answered with any of them.
    func perform(_ order: TaskOrder, signals: any SignalSink) async -> AgentAnswer
}

extension Agent {
    package func offers(for order: TaskOrder) -> [ModelOffer]? { nil }
    package func subject(of order: TaskOrder) -> JSONValue? { nil }
    package func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] { remake.left }
    package func abandon(_ order: TaskOrder, token: String) async {}
    package func pace(of order: TaskOrder) -> Duration? { nil }
    package func look(at token: String, for order: TaskOrder, signals: any SignalSink) async -> JobLook {
        .unseen(after: nil)
    }
    package func leavesTrace(_ order: TaskOrder) -> Bool { false }
    package func find(
        _ order: TaskOrder, begunAfter start: Timestamp, signals: any SignalSink
    ) async -> JobSearch {
        .unknown(reason: "\(name) can't look for what it began")
    }
}
