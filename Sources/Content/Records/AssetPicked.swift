package import Core

/// The record that a person has chosen which attempt of an asset is delivered; kept in the log as `asset.picked`.
package struct AssetPicked: Hashable, Sendable {
    package static let type = "asset.picked"
    package let key: AssetKey
    package let attempt: Int

    package init(key: AssetKey, attempt: Int) {
        self.key = key
        self.attempt = attempt
    }

    package var record: RoomFact {
        RoomFact(type: Self.type, payload: ["key": .string(key.text), "attempt": .integer(Int64(attempt))])
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type, let key = record.payload["key"]?.string,
            let attempt = record.payload["attempt"]?.integer
        else { return nil }
        self.init(key: AssetKey(key), attempt: attempt)
    }
}
