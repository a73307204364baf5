import Core

extension RecoveryStep {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "strategy": .string(strategy.rawValue), "level": .integer(Int64(strategy.level)),
        ]
        members["from"] = from.map(JSONValue.string)
        members["to"] = to.map(JSONValue.string)
        members["loss"] = loss.map(JSONValue.string)
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let strategy = json["strategy"]?.string.flatMap(Strategy.init) else { return nil }
        self.init(strategy, from: json["from"]?.string, to: json["to"]?.string, loss: json["loss"]?.string)
    }
}
