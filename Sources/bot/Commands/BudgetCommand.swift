import Core
import Engine
import Store

/// `bot budget`: sets what a run may spend in all.
struct BudgetCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let run = try await context.run(in: store)
        let word = context.arguments.operands[1]
        guard let dollars = Double(word.hasPrefix("$") ? String(word.dropFirst()) : word), dollars >= 0,
            dollars <= 1_000_000, let amount = MicroDollars(dollars: dollars)
        else {
            throw UsageError(
                "An amount is a number of US dollars, as 12.50, not '\(PlainText.line(word, limit: 40))'.",
                command: "budget")
        }
        guard !run.status.isFinal else {
            throw CommandFailure(
                "\(run.id) has ended: \(run.status.rawValue). A new run takes its budget from the issue.",
                status: .invalid)
        }
        let board = try await store.board(of: run.id)
        let committed = board.spent + board.unknown + board.reserved
        guard amount >= committed else {
            throw CommandFailure(
                "\(committed) USD of this run are spent or reserved already; a budget can't be less.", status: .invalid)
        }
        let decider = Decider(source: .terminal, login: context.person)
        if let gate = board.openGates.first(where: { $0.gate.kind == .budget })?.gate,
            let shown = context.arguments[.shown]
        {
            let decision = Decision(gate: gate.id, kind: .budget, by: decider, shown: shown, amount: amount)
            return try await DecisionSlip(context: context, workshop: workshop, store: store)
                .hand(in: .decision(decision), to: run.id)
        }
        return try await DecisionSlip(context: context, workshop: workshop, store: store)
            .hand(in: .budget(amount, by: decider), to: run.id)
    }
}
