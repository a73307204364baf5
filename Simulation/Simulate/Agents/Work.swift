import Core

/// What a simulated task comes to: a word that depends on the seed, the task's name, and what the tasks before it put out.
enum Work {
    static func product(of order: TaskOrder) -> JSONValue {
        let inputs = order.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
        let seed = order.seed.map { "\($0)" } ?? "-"
        let hash = StableHash.of("\(order.task.id)|\(seed)|\(inputs.joined(separator: ","))")
        return ["product": .string(String(hash, radix: 36))]
    }

    /// One model, which costs what the plan says.
    static func offers(for order: TaskOrder) -> [ModelOffer] {
        let price = order.task.parameters["price"]?.integer.map { MicroDollars(Int64($0)) }
        return [
            ModelOffer(
                model: "oil", provider: "simulated", tier: .high, quality: 1, price: price, isRepeatable: false)
        ]
    }

    static func record(_ order: TaskOrder, _ product: JSONValue) -> RoomFact {
        RoomFact(type: "asset.produced", payload: ["task": .string(order.task.id.text), "product": product])
    }
}
