package import Core

/// The record of what a person wants of the next attempts of an asset; kept in the log as `asset.wish`.
package struct AssetWish: Hashable, Sendable {
    package static let type = "asset.wish"
    package let key: AssetKey
    /// The first attempt that it is about; never the first of all, which goes by the brief.
    package let attempt: Int
    /// The seed of that attempt; those that follow it have seeds of the run's own again.
    package let seed: Seed?
    /// What that attempt and those that follow it are made from, in place of the brief's prompt.
    package let prompt: String?

    package init(key: AssetKey, attempt: Int, seed: Seed?, prompt: String?) {
        self.key = key
        self.attempt = attempt
        self.seed = seed
        self.prompt = prompt
    }

    package var record: RoomFact {
        var payload: [String: JSONValue] = ["key": .string(key.text), "attempt": .integer(Int64(attempt))]
        payload["seed"] = seed.map { .integer(Int64($0.value)) }
        payload["prompt"] = prompt.map(JSONValue.string)
        return RoomFact(type: Self.type, payload: .object(payload))
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type, let key = record.payload["key"]?.string,
            let attempt = record.payload["attempt"]?.integer
        else { return nil }
        self.init(
            key: AssetKey(key), attempt: attempt, seed: record.payload["seed"]?.integer.flatMap { Seed($0) },
            prompt: record.payload["prompt"]?.string)
    }
}

extension AssetWish {
    /// The prompt that a person has given for the attempt that a task makes; nil where nobody has.
    static func prompt(for order: TaskOrder) -> String? { wishes(for: order).compactMap(\.prompt).last }

    /// The same of its seed.
    static func seed(for order: TaskOrder) -> Seed? {
        wishes(for: order).last { $0.attempt == order.task.attempt }?.seed
    }

    /// A first attempt is never looked for: there are as many records as a run has attempts.
    private static func wishes(for order: TaskOrder) -> [AssetWish] {
        guard order.task.attempt > 1, let key = order.task.asset else { return [] }
        return order.records.lazy.filter { $0.type == type }.compactMap(AssetWish.init)
            .filter { $0.key == key && $0.attempt <= order.task.attempt }
    }
}
