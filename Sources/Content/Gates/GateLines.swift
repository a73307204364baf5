import Core
package import Engine

/// An open gate in words: what is to be decided, what speaks for it, and the commands to copy.
package struct GateLines: Hashable, Sendable {
    package let id: String
    package let shown: String
    package let question: String
    /// A sentence each: the recommendation, the price, what happens when nobody decides.
    package let facts: [String]
    package let steps: [NextStep]
    /// What to write in a comment on the issue instead, the same decisions in the same order.
    package let replies: [String]

    package static func open(in board: Blackboard) -> [GateLines] {
        board.openGates.map { GateLines($0.gate, of: board.run) }
    }

    private init(_ gate: Gate, of run: RunID) {
        id = gate.id.text
        shown = gate.shown
        question = gate.question
        var facts: [String] = []
        if !gate.recommendation.isEmpty { facts.append("Suggestion: \(gate.recommendation).") }
        facts += Self.again(gate.subject["again"])
        if gate.subject["scenes"] != nil {
            facts.append(
                "The words of a scene can be your own: '/regenerate 02 prompt=…', or a text file for 'bot supply'.")
        }
        if let price = gate.subject["toldAgain"]?.integer {
            facts.append(
                "Sending it back has the story told again, for at most \(Figures.money(MicroDollars(Int64(price)))).")
        }
        if gate.costImpact > .zero { facts.append("Going on costs about \(Figures.money(gate.costImpact)).") }
        if let deadline = gate.deadline, gate.onTimeout != .wait {
            facts.append(
                "Unless somebody decides by \(Figures.time(deadline)), it is taken as '\(gate.onTimeout.rawValue)'.")
        }
        self.facts = facts
        let rest = "--gate \(ShellWord.quoted(gate.id.text)) --shown \(gate.shown)"
        steps = gate.options.map { Self.step($0, run, rest, gate) }
        replies = gate.options.compactMap { Self.reply($0, gate) }
    }

    /// What sending back a part of a story has made again beside it, and for how much.
    private static func again(_ parts: JSONValue?) -> [String] {
        (parts?.object ?? [:]).sorted { $0.key < $1.key }.map { key, again in
            let others = (again["parts"]?.array ?? []).compactMap(\.string)
            let price = MicroDollars(Int64(again["price"]?.integer ?? 0))
            return "Sending back \(key) has \(others.joined(separator: ", ")) made again too: about "
                + "\(Figures.money(price)) in all for one attempt each."
        }
    }

    /// Nil for what can't be said in a comment.
    private static func reply(_ kind: DecisionKind, _ gate: Gate) -> String? {
        switch kind {
        case .approve: "/approve \(gate.shown)"
        case .revise: "/revise what to change"
        case .reject: "/reject"
        case .accept: "/accept \(gate.shown)"
        case .budget: "/budget AMOUNT"
        case .end: "/cancel"
        case .supply: nil
        }
    }

    private static func step(_ kind: DecisionKind, _ run: RunID, _ rest: String, _ gate: Gate) -> NextStep {
        switch kind {
        case .approve:
            NextStep(
                text: gate.kind == .humanReview ? "Try it again" : "Let it go on",
                command: "bot approve \(run) \(rest)")
        case .revise:
            NextStep(text: revision(at: gate), command: "bot revise \(run) \(rest) --notes 'what to change'")
        case .reject: NextStep(text: rejection(at: gate), command: "bot reject \(run) \(rest)")
        case .accept: NextStep(text: "Go on with what there is", command: "bot accept \(run) \(rest)")
        case .budget: NextStep(text: "Raise the budget", command: "bot budget \(run) AMOUNT")
        case .supply: NextStep(text: "Bring a file of your own", command: "bot supply \(run) ASSET FILE \(rest)")
        case .end: NextStep(text: "End the run", command: "bot cancel \(run)")
        }
    }
    private static func revision(at gate: Gate) -> String {
        switch gate.kind {
        case .clarification: "Go on, with a note to whoever makes it"
        case .approval where gate.task == nil: "Send it back, with notes for all that is made"
        case .approval, .humanReview, .budget: "Have it made again, with notes"
        }
    }

    private static func rejection(at gate: Gate) -> String {
        switch gate.kind {
        case .humanReview: "Give it up"
        case .approval where gate.task == nil: "Make nothing, and end the run"
        case .approval, .clarification, .budget: "Have it made again with another seed"
        }
    }
}
