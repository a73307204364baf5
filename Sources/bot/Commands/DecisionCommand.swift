import Content
import Core
import Engine
import FoundationEssentials
import Imaging
import Store

/// `bot approve`, `revise`, `reject`, `accept` and `supply`: what a person decides at a gate.
struct DecisionCommand: Sendable {
    let context: CommandContext
    let kind: DecisionKind
    /// How many characters a person's notes may have.
    private static let mostNotes = 4_000

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let run = try await context.run(in: store)
        guard !run.status.isFinal else {
            throw CommandFailure(
                "\(run.id) has ended: \(run.status.rawValue). There is nothing left to decide.", status: .invalid)
        }
        let board = try await store.board(of: run.id)
        guard let view = RunView(board) else { throw RunLogError.unknownRun(run.id) }
        let gate = try chosenGate(of: board)
        let shown = try context.arguments[.shown] ?? lookedAt(gate)
        if kind == .revise, context.arguments[.notes]?.isEmpty ?? true {
            throw UsageError("'bot revise' needs --notes 'what to change'.", command: kind.rawValue)
        }
        // What would be left out might be what matters.
        if let notes = context.arguments[.notes], notes.unicodeScalars.count > Self.mostNotes {
            throw UsageError("--notes takes at most \(Self.mostNotes) characters.", command: kind.rawValue)
        }
        let assets = try named(in: view)
        let decision = Decision(
            gate: gate.id, kind: kind, by: Decider(source: .terminal, login: context.person), shown: shown,
            notes: context.arguments[.notes].map { PlainText.clean($0, limit: Self.mostNotes) }, assets: assets,
            records: try await records(for: assets, gate, view, workshop))
        return try await DecisionSlip(context: context, workshop: workshop, store: store)
            .hand(in: .decision(decision), to: run.id)
    }

    /// The gate that was named, or the only one that is open.
    private func chosenGate(of board: Blackboard) throws -> Gate {
        let open = board.openGates.map(\.gate)
        if let name = context.arguments[.gate] {
            if let gate = board.gate(GateID(name))?.gate { return gate }
            throw CommandFailure(
                "\(board.run) has no gate '\(PlainText.line(name, limit: 60))'. Open: \(list(open)).", status: .invalid)
        }
        guard let first = open.first else {
            throw CommandFailure(
                "\(board.run) waits for no decision; it is \(board.status.rawValue). 'bot show \(board.run)' tells more.",
                status: .invalid)
        }
        guard open.count == 1 else {
            throw CommandFailure(
                "\(board.run) has several open gates: \(list(open)). Name one with --gate.", status: .invalid)
        }
        return first
    }

    private func list(_ gates: [Gate]) -> String {
        gates.isEmpty ? "none" : gates.map { PlainText.line($0.id.text) }.joined(separator: ", ")
    }

    /// Shows the gate to the person at the terminal, and asks; elsewhere the hash must be given.
    private func lookedAt(_ gate: Gate) throws -> String {
        guard context.console.terminal.mayAsk else {
            throw UsageError(
                "Without a terminal, name what you looked at: --gate \(PlainText.line(gate.id.text)) --shown \(gate.shown).",
                command: kind.rawValue)
        }
        context.console.note("\(PlainText.line(gate.id.text)): \(PlainText.clean(gate.question, limit: 1_000))")
        context.console.note(PlainText.clean(gate.subject.prettyText, keepsLines: true, limit: 4_000))
        guard context.console.terminal.confirms("\(kind.rawValue.capitalized) this?") else {
            throw CommandFailure("Nothing was decided.", status: .waiting)
        }
        return gate.shown
    }

    /// The assets after the run's name; each must be one of the brief's.
    private func named(in view: RunView) throws -> [AssetKey] {
        let words = kind == .supply ? [context.arguments.operands[1]] : Array(context.arguments.operands.dropFirst())
        let keys = view.charter.brief.assets.map(\.key)
        return try words.map { word in
            guard let key = keys.first(where: { $0.text == word }) else {
                throw CommandFailure(
                    "The run has no asset '\(PlainText.line(word, limit: 60))'. It has "
                        + "\(keys.prefix(20).map(\.text).joined(separator: ", "))\(keys.count > 20 ? ", …" : "").",
                    status: .invalid)
            }
            return key
        }
    }

    /// What the decision puts into the log: a file that was brought, or that what there is of an asset is not wanted.
    private func records(
        for assets: [AssetKey], _ gate: Gate, _ view: RunView, _ workshop: Workshop
    ) async throws -> [RoomFact] {
        switch kind {
        case .supply:
            let path = context.arguments.operands[2]
            guard let data = FileManager.default.contents(atPath: path), let key = assets.first else {
                throw CommandFailure(
                    "The file \(PlainText.line(path, limit: 200)) could not be read; check the path.", status: .invalid)
            }
            if let told = words(in: data, for: key, gate, view) { return [told.record] }
            let failed = gate.kind == .humanReview ? gate.task.flatMap { view.board[$0]?.task } : nil
            if let failed, failed.asset != key {
                throw CommandFailure(
                    "\(gate.id) is about \(failed.asset?.text ?? "no asset"), not about \(key).", status: .invalid)
            }
            return try await SuppliedFile(
                assets: workshop.assets, queue: workshop.imaging, review: workshop.assetReview
            ).keep(
                [UInt8](data), as: key, attempt: failed?.attempt ?? view.history.lastAttempt(of: key) + 1, of: view,
                by: context.person, reach: reach)
        case .approve, .revise, .reject, .accept, .budget, .end:
            return AssetSetAside.records(for: kind, at: gate, assets: assets, of: view, reach: reach)
        }
    }

    /// The story with the words of a scene that were brought in place of a picture; nil where no words were, or it was not asked.
    private func words(in data: Data, for key: AssetKey, _ gate: Gate, _ view: RunView) -> StoryArced? {
        guard gate.kind == .approval, gate.subject["scenes"] != nil, MediaType(sniffing: [UInt8](data)) == nil,
            let text = String(data: data, encoding: .utf8), let part = StoryPart(key: key)
        else { return nil }
        return view.story.arced?.saying(text, in: part, by: context.person)
    }

    private var reach: DecisionReach { context.arguments.has(.only) ? .alone : .followers }
}
