package import Core

/// The record of one step that a prompt went through; kept in the log as `prompt.rewritten`.
package struct PromptRewritten: Hashable, Sendable {
    package static let type = "prompt.rewritten"
    package let key: AssetKey
    package let step: String
    /// Which step, from 1, of how many.
    package let number: Int
    package let count: Int
    package let model: String
    package let text: String
    package let cost: MicroDollars
    /// Whether an equal question of an earlier run had been answered so, for nothing this time.
    package let isReused: Bool

    package init(
        key: AssetKey, step: String, number: Int, count: Int, model: String, text: String, cost: MicroDollars,
        isReused: Bool = false
    ) {
        self.key = key
        self.step = step
        self.number = number
        self.count = count
        self.model = model
        self.text = text
        self.cost = cost
        self.isReused = isReused
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = [
            "key": .string(key.text), "step": .string(step), "number": .integer(Int64(number)),
            "count": .integer(Int64(count)), "model": .string(model), "text": .string(text),
            "cost": .integer(cost.count),
        ]
        // Only what is out of the ordinary, as logs of older bots have it too.
        if isReused { payload["reused"] = true }
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let key = payload["key"]?.string, let step = payload["step"]?.string,
            let number = payload["number"]?.integer, let count = payload["count"]?.integer,
            let model = payload["model"]?.string, let text = payload["text"]?.string
        else { return nil }
        self.init(
            key: AssetKey(key), step: step, number: number, count: count, model: model, text: text,
            cost: MicroDollars(Int64(payload["cost"]?.integer ?? 0)), isReused: payload["reused"]?.bool ?? false)
    }
}
