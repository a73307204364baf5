package import Core

/// The record that a person does not want what was made of an asset so far; kept in the log as `asset.setAside`.
package struct AssetSetAside: Hashable, Sendable {
    package static let type = "asset.setAside"
    package let key: AssetKey
    /// Attempts up to this one are chosen only where there is no later one.
    package let through: Int

    package init(key: AssetKey, through: Int) {
        self.key = key
        self.through = through
    }

    package var record: RoomFact {
        RoomFact(type: Self.type, payload: ["key": .string(key.text), "through": .integer(Int64(through))])
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type, let key = record.payload["key"]?.string,
            let through = record.payload["through"]?.integer
        else { return nil }
        self.init(key: AssetKey(key), through: through)
    }
}
