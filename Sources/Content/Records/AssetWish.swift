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
    /// What an attempt is made from where people have had their say: the item with their prompt, and their seed.
    ///
    /// A first attempt is never looked for: there are as many records as a run has attempts.
    static func applied(to item: BatchItem, seed: Seed, for order: TaskOrder) -> (item: BatchItem, seed: Seed) {
        guard order.task.attempt > 1 else { return (item, seed) }
        let wishes = order.records.lazy.filter { $0.type == type }.compactMap(AssetWish.init)
            .filter { $0.key == item.key && $0.attempt <= order.task.attempt }
        let prompt = wishes.compactMap(\.prompt).last ?? item.prompt
        return (
            BatchItem(key: item.key, prompt: prompt, size: item.size, seed: item.seed),
            wishes.last { $0.attempt == order.task.attempt }?.seed ?? seed
        )
    }
}
