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
        // Two terminals may decide in the same millisecond.
        let entry = letter.entry(key: "\(workshop.time.now().milliseconds)/\(ProcessIdentity.current)")
        try await store.deliver(entry, to: run)
        if context.arguments.has(.later) {
            context.console.note("Noted. 'bot resume \(run)' goes on with the run.")
            if context.isJSON, let view = RunView(try await store.board(of: run)) {
                RunAnswer(console: context.console, isJSON: true)
                    .show(view, bytes: try await store.size(of: run).bytes)
            }
            return .succeeded
        }
        let driver = RunDriver(workshop: workshop, store: store)
        let outcome = try await driver.join(run, byPerson: false)
        if let reason = try await refusal(after: before, of: run, letter) {
            throw CommandFailure("The decision binds nothing: \(PlainText.line(reason, limit: 400)).")
        }
        // The process that conducted the run may have ended it before it looked.
        if let ended = try await store.run(run), ended.status.isFinal,
            try await store.inbox(of: run).contains(where: { $0.key == entry.key })
        {
            throw CommandFailure(
                "The decision binds nothing: it came too late, \(run) had ended: \(ended.status.rawValue). "
                    + "'bot show \(run)' tells who decided what.")
        }
        return try await RunEnding(workshop: workshop, store: store, isJSON: context.isJSON).finish(outcome)
    }

    /// Why the run did not take the decision; nil where it did.
    private func refusal(after sequence: Int, of run: RunID, _ letter: Letter) async throws -> String? {
        for event in try EventCodec.events(try await store.events(of: run, after: sequence)) {
            guard case .engine(.decisionRefused(let decision, let reason)) = event.fact else { continue }
            switch letter {
            case .decision(let own) where own == decision: return reason
            case .budget(let amount, let by)
            where decision.kind == .budget && decision.amount == amount && decision.by == by:
                return reason
            case .decision, .budget, .cancel, .completion: continue
            }
        }
        return nil
    }
}
