import Core
import TestSupport

/// What a run's own events say of each call that it paid for, beside what the service counted.
struct PaidLedger {
    /// Nothing where the books and the service agree; else one line for each disagreement.
    let problems: [String]
    /// Tries whose outcome nobody knows.
    let unknown: Int
    let charged: Int

    init(of paid: PaidScene) async throws {
        let events = try await paid.hub.scene.events()
        let run = try await paid.hub.scene.shown()
        var started: [String: Int] = [:]
        var succeeded: [String: Int] = [:]
        var lost: [String: Int] = [:]
        var orders: [String: PaintShop.Order] = [:]
        for event in events {
            let payload = event["payload"] ?? .null
            let task = payload["task"]?.string ?? ""
            if task.hasPrefix("draw"), payload["unknown"]?.integer ?? 0 > 0 { lost[task, default: 0] += 1 }
            switch event["type"]?.string {
            case "task.started" where task.hasPrefix("draw"): started[task, default: 0] += 1
            case "task.succeeded" where task.hasPrefix("draw"): succeeded[task, default: 0] += 1
            case "asset.produced":
                guard let key = payload["key"]?.string, let attempt = payload["attempt"]?.integer,
                    let prompt = payload["prompt"]?.string, let seed = payload["seed"]?.integer
                else { continue }
                let id = attempt == 1 ? "draw/\(key)" : "draw/\(key)@\(attempt)"
                orders[id] = PaintShop.Order(prompt: prompt, seed: seed)
            default: break
            }
        }
        var problems: [String] = []
        let (received, made) = (paid.shop.received, paid.shop.made)
        for (task, tries) in started {
            let (won, gone) = (succeeded[task] ?? 0, lost[task] ?? 0)
            guard let order = orders[task] else {
                problems.append("\(task) has no picture")
                continue
            }
            let (asked, charged) = (received[order] ?? 0, made[order] ?? 0)
            if won != 1 { problems.append("\(task) succeeded \(won) times") }
            if tries != won + gone { problems.append("\(task): \(tries) tries, \(won) answered and \(gone) lost") }
            // A call whose answer was recorded and that is made all the same would be one more than these.
            if asked > won + gone { problems.append("\(task): asked for \(asked) times, booked \(won + gone)") }
            if charged > won + gone { problems.append("\(task): charged \(charged) times, booked \(won + gone)") }
            if charged < 1 { problems.append("\(task): booked, but never made") }
        }
        let ordered = Set(orders.values)
        for order in received.keys where !ordered.contains(order) {
            problems.append("a picture was bought that no task has: seed \(order.seed)")
        }
        unknown = lost.values.reduce(0, +)
        charged = made.values.reduce(0, +)
        let (spent, open) = (run["cost"]?["spentUSD"]?.number ?? -1, run["cost"]?["unknownUSD"]?.number ?? -1)
        let (wins, price) = (Double(succeeded.values.reduce(0, +)), PaintShop.price)
        if abs(spent - wins * price) > 1e-9 { problems.append("\(spent) USD spent, for \(wins) answered calls") }
        if abs(open - Double(unknown) * price) > 1e-9 {
            problems.append("\(open) USD unknown, for \(unknown) lost calls")
        }
        if unknown > 0, paid.hub.comments.first?.body.contains("unknown") != true {
            problems.append("the comment says nothing of the \(unknown) calls whose outcome is unknown")
        }
        if run["cost"]?["reservedUSD"]?.number != 0 { problems.append("something is still reserved") }
        self.problems = problems
    }
}
