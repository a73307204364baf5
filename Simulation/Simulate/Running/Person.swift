import Core
import Engine

/// People at the gates: they decide, sometimes by what is no longer so, sometimes twice, sometimes two at once.
struct Person {
    let world: World

    /// Decides at the open gates of a run; false where it has none.
    func decide(_ run: DiskRun) -> Bool {
        let gates = run.board.openGates.map(\.gate)
        for gate in gates {
            for _ in 0..<(world.chance.happens(world.weather.quarrel) ? 2 : 1) { decide(gate, of: run) }
        }
        return !gates.isEmpty
    }

    /// What lets the run go on; what has failed often enough is given up.
    private func plain(_ gate: Gate) -> DecisionKind {
        switch gate.kind {
        case .budget: .budget
        case .humanReview: (gate.subject["tries"]?.integer ?? 0) > 5 ? .accept : .approve
        case .approval, .clarification: .approve
        }
    }

    private func decide(_ gate: Gate, of run: DiskRun) {
        let chance = world.chance
        let isRough = chance.happens(world.weather.quarrel)
        var kind = isRough ? gate.options[chance.below(gate.options.count)] : plain(gate)
        var assets: [AssetKey] = []
        let chain = (gate.subject["chain"]?.array ?? []).compactMap { $0.string.map { AssetKey($0) } }
        if gate.options.contains(.reject), !chain.isEmpty, chance.happens(world.weather.sendBack) {
            kind = chance.happens(500) ? .revise : .reject
            assets = chain.filter { _ in chance.happens(400) }
        }
        let login = chance.happens(world.weather.quarrel) ? "ada" : "bob"
        let needed = MicroDollars(Int64(gate.subject["needed"]?.integer ?? 0))
        let decision = Decision(
            gate: gate.id, kind: kind, by: Decider(source: isRough ? .comment : .terminal, login: login),
            shown: chance.happens(world.weather.quarrel / 3) ? "something else" : gate.shown,
            notes: kind == .revise ? "brighter" : nil, assets: assets,
            amount: kind == .budget ? (isRough ? needed - MicroDollars(Int64(chance.below(9_000))) : needed) : nil,
            records: kind == .supply ? [RoomFact(type: "asset.supplied", payload: ["gate": .string(gate.id.text)])] : []
        )
        let key = "\(chance.below(1 << 30))"
        for _ in 0..<(chance.happens(world.weather.repeatedCompletion) ? 2 : 1) {
            // The run is there, as its gate is open.
            try? world.disk.deliver(Letter.decision(decision).entry(key: key), to: run.summary.id)
        }
    }
}
