import Core
import Engine

/// A run that stands before its delivery, and the people who decide there.
enum GatedRun {
    static func policy(
        _ checkpoints: Set<String> = ["delivery"], price: MicroDollars = .zero,
        change: (inout GatePolicy) -> Void = { _ in }
    ) -> EnginePolicy {
        var gates = GatePolicy()
        gates.checkpoints = checkpoints
        change(&gates)
        return EnginePolicy(
            offers: { order in
                guard order.task.uses == "paid" else { return nil }
                return [
                    ModelOffer(
                        model: "m", provider: "p", tier: .high, quality: 1, price: price, isRepeatable: false)
                ]
            }, gates: gates)
    }

    static let plan = [
        PlanTask(id: "draw/01", uses: "image", asset: AssetKey("01")),
        PlanTask(id: "deliver", uses: "deliver", needs: ["draw/01"], gathers: true, checkpoint: "delivery"),
    ]
    static let ada = Decider(source: .terminal, login: "ada")
    static let bob = Decider(source: .comment, login: "bob", role: "write")

    /// A run that stands before its delivery.
    static func waiting(_ policy: EnginePolicy = policy()) -> MachineHarness {
        var run = MachineHarness(policy: policy)
        run.create(plan)
        run.answer("draw/01", .done(["sha256": "aa"]))
        return run
    }

    static func resumed(_ run: MachineHarness, _ policy: EnginePolicy = policy()) -> MachineHarness {
        var next = MachineHarness(resuming: run.events, policy: policy)
        next.now = run.now + .seconds(1)
        next.tell(.resume(holder: "p2", byPerson: false))
        return next
    }
}
