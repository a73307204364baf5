import Content
import Core
import Engine
import Store

/// Hands a letter to a run, and sees to it that it is read: here, or by the process that conducts the run.
struct DecisionSlip: Sendable {
    let context: CommandContext
    let workshop: Workshop
    let store: SQLiteStore

    /// Delivers the letter; unless it is to be read later, the run goes on, and its ending tells how it stands then.
    func hand(in letter: Letter, to run: RunID) async throws -> ExitStatus {
        let before = try await store.run(run)?.lastSequence ?? 0
        let entry = letter.entry(key: String(workshop.time.now().milliseconds))
        try await store.deliver(entry, to: run)
        if context.arguments.has(.later) {
            context.console.note("Noted. 'bot resume \(run)' goes on with the run.")
            return .succeeded
        }
        let driver = RunDriver(workshop: workshop, store: store)
        let outcome = try await driver.join(run, byPerson: false)
        if let reason = try await refusal(after: before, of: run, letter) {
            throw CommandFailure("The decision binds nothing: \(PlainText.line(reason, limit: 400)).")
        }
        return try await RunEnding(workshop: workshop, store: store, isJSON: context.isJSON).finish(outcome)
    }

    /// Why the run did not take the decision; nil where it did.
    private func refusal(after sequence: Int, of run: RunID, _ letter: Letter) async throws -> String? {
        for event in try EventCodec.events(try await store.events(of: run, after: sequence)) {
            guard case .engine(.decisionRefused(let decision, let reason)) = event.fact,
                case .decision(let own) = letter,
                decision == own
            else { continue }
            return reason
        }
        return nil
    }
}
