import Core

extension LateAnswer {
    /// The members of its event, without the task and what was spent.
    var members: [String: JSONValue?] {
        [
            "try": .integer(Int64(tryNumber)), "output": output == .null ? nil : output, "failure": failure?.json,
            "released": released == .zero ? nil : .integer(released.count),
        ]
    }

    init?(json: JSONValue, spending: Spending) {
        guard let tryNumber = json["try"]?.integer else { return nil }
        self.init(
            tryNumber: tryNumber, output: json["output"] ?? .null,
            failure: json["failure"].flatMap(TaskFailure.init(json:)), spending: spending,
            released: json.amount("released"))
    }
}

extension LostTry {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "try": .integer(Int64(number)), "unknown": .integer(unknown.count), "day": .integer(Int64(day)),
        ]
        members["token"] = token.map(JSONValue.string)
        if notes != 0 { members["notes"] = .integer(Int64(notes)) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let number = json["try"]?.integer, let day = json["day"]?.integer else { return nil }
        self.init(
            number: number, token: json["token"]?.string, unknown: json.amount("unknown"), day: day,
            notes: json["notes"]?.integer ?? 0)
    }
}

extension LateOutput {
    var json: JSONValue {
        var members: [String: JSONValue] = ["try": .integer(Int64(tryNumber)), "output": output]
        if notes != 0 { members["notes"] = .integer(Int64(notes)) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let tryNumber = json["try"]?.integer else { return nil }
        self.init(tryNumber: tryNumber, output: json["output"] ?? .null, notes: json["notes"]?.integer ?? 0)
    }
}
