import Core

/// What a simulated task comes to: a word that depends on the seed, the task's name, and what the tasks before it put out.
enum Work {
    static func product(of order: TaskOrder) -> JSONValue {
        let inputs = order.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
        let seed = order.seed.map { "\($0)" } ?? "-"
        let hash = StableHash.of("\(order.task.id)|\(seed)|\(inputs.joined(separator: ","))")
        return ["product": .string(String(hash, radix: 36))]
    }

    /// One to three models; the first costs what the plan says, each further one half of the one before.
    static func offers(for order: TaskOrder) -> [ModelOffer] {
        let price = order.task.parameters["price"]?.integer ?? 0
        let models: [(String, QualityTier)] = [("oil", .high), ("ink", .balanced), ("chalk", .fast)]
        return models.prefix(order.task.parameters["models"]?.integer ?? 1).enumerated().map { place, model in
            ModelOffer(
                model: model.0, provider: "simulated", tier: model.1, quality: 1,
                price: MicroDollars(Int64(price >> place)), isRepeatable: false)
        }
    }

    /// What a call of the order's model really costs: its price, or a little less.
    static func cost(of order: TaskOrder) -> MicroDollars {
        let price = offers(for: order).first { $0.model == order.model }?.price ?? .zero
        return price - MicroDollars(Int64(StableHash.of("\(order.task.id)") % 2) * price.count / 10)
    }

    /// Of a chain the next picture that goes by what has changed, else all that was sent back.
    static func again(_ remake: Remake, for order: TaskOrder) -> [AssetKey] {
        order.task.parameters[Chain.parameter] == nil ? remake.left : Chain(order).next(remake)
    }

    /// Of a chain what was made, so that a person can send some of it back; else what every task shows.
    static func subject(of order: TaskOrder) -> JSONValue? {
        order.task.parameters[Chain.parameter] == nil ? nil : Chain(order).subject
    }

    static func record(_ order: TaskOrder, _ product: JSONValue) -> RoomFact {
        var payload: [String: JSONValue] = ["task": .string(order.task.id.text), "product": product]
        if let asset = order.task.asset, order.task.parameters[Chain.parameter] != nil {
            payload["asset"] = .string(asset.text)
            payload["attempt"] = .integer(Int64(order.task.attempt))
            payload["base"] = .string(Chain(order).base(of: asset))
        }
        return RoomFact(type: "asset.produced", payload: .object(payload))
    }
}
