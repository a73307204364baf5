import Core

extension ModelHealth {
    /// A small object: what is nought or absent is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        if failuresInARow != 0 { members["failuresInARow"] = .integer(Int64(failuresInARow)) }
        if suspensions != 0 { members["suspensions"] = .integer(Int64(suspensions)) }
        members["suspendedUntil"] = suspendedUntil.map { .integer($0.milliseconds) }
        return .object(members)
    }

    init(json: JSONValue) {
        failuresInARow = json["failuresInARow"]?.integer ?? 0
        suspensions = json["suspensions"]?.integer ?? 0
        suspendedUntil = json.time("suspendedUntil")
    }
}
