package import Core

/// The record that a prompt stays as it was, and why; kept in the log as `prompt.kept`.
package struct PromptKept: Hashable, Sendable {
    package static let type = "prompt.kept"
    package let key: AssetKey
    /// The step that gave up.
    package let step: String
    /// The end of a sentence; a service's or a model's words may be among it.
    package let reason: String

    package init(key: AssetKey, step: String, reason: String) {
        self.key = key
        self.step = step
        self.reason = reason
    }

    package var record: RoomFact {
        RoomFact(
            type: Self.type,
            payload: ["key": .string(key.text), "step": .string(step), "reason": .string(reason)])
    }

    /// Nil for a record of another type, or one that is incomplete.
    package init?(_ record: RoomFact) {
        guard record.type == Self.type, let key = record.payload["key"]?.string,
            let step = record.payload["step"]?.string, let reason = record.payload["reason"]?.string
        else { return nil }
        self.init(key: AssetKey(key), step: step, reason: reason)
    }
}
