package import Core

/// An attempt of the stand-in's to deliver something to an App.
package struct StandInAttempt: Hashable, Sendable {
    package let id: Int
    package let guid: String
    package let at: Timestamp
    package let event: String
    package let statusCode: Int

    package init(_ id: Int, guid: String, at time: Timestamp, event: String = "issues", statusCode: Int = 502) {
        self.id = id
        self.guid = guid
        at = time
        self.event = event
        self.statusCode = statusCode
    }

    var json: JSONValue {
        [
            "id": .integer(Int64(id)), "guid": .string(guid), "delivered_at": .string(at.description),
            "redelivery": false, "duration": .number(0.03), "status": .string(statusCode < 300 ? "OK" : "Bad Gateway"),
            "status_code": .integer(Int64(statusCode)), "event": .string(event), "action": "opened",
            "installation_id": .null, "repository_id": .null, "throttled_at": .null,
        ]
    }
}
