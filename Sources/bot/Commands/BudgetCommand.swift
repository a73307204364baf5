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
        let digits = word.hasPrefix("$") ? String(word.dropFirst()) : word
        // Swift would read powers of two and hexadecimal digits too.
        guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let dollars = Double(digits),
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
        let committed = board.committed(on: SystemTime().now().day)
        guard amount >= committed else {
            throw CommandFailure(
                "\(committed) USD of this run are spent or reserved already; a budget can't be less.", status: .invalid)
        }
        return try await DecisionSlip(context: context, workshop: workshop, store: store)
            .hand(in: try letter(amount, about: board), to: run.id)
    }

    /// A decision of the gate that was named or looked at, which is void where that has changed; else the budget as such.
    private func letter(_ amount: MicroDollars, about board: Blackboard) throws -> Letter {
        let decider = Decider(source: .terminal, login: context.person)
        let name = context.arguments[.gate].map { GateID($0) }
        guard name != nil || context.arguments[.shown] != nil else { return .budget(amount, by: decider) }
        let named = name.map { board.gate($0) } ?? board.openGates.first { $0.gate.kind == .budget }
        guard let gate = named?.gate else {
            throw CommandFailure(
                "\(board.run) has no such gate about its budget. Without --gate and --shown the budget is set all the same.",
                status: .invalid)
        }
        guard let shown = context.arguments[.shown] else {
            throw UsageError(
                "Name what you looked at too: --gate \(PlainText.line(gate.id.text)) --shown \(gate.shown).",
                command: "budget")
        }
        return .decision(Decision(gate: gate.id, kind: .budget, by: decider, shown: shown, amount: amount))
    }
}
