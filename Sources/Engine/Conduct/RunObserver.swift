package import Core

/// Whoever is shown a run while it goes on: a terminal, a log, an issue's comment.
package protocol RunObserver: Sendable {
    /// Events are durable when they are shown; `board` takes them in.
    func saw(_ events: [Event], board: Blackboard) async

    func saw(_ signal: Signal) async
}
