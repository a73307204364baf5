/// An open payload that a room put into the log beside the engine's closed facts: `asset.produced`, `delivery.committed`.
package struct RoomFact: Hashable, Sendable {
    /// A dotted name whose first word is the room's subject; never `run` or `task`, which are the engine's.
    package let type: String
    package let version: Int
    package let payload: JSONValue

    package init(type: String, version: Int = 1, payload: JSONValue) {
        self.type = type
        self.version = version
        self.payload = payload
    }
}
