package import Core

extension Decision {
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "gate": .string(gate.text), "decision": .string(kind.rawValue), "by": by.json, "shown": .string(shown),
        ]
        members["notes"] = notes.map(JSONValue.string)
        if !assets.isEmpty { members["assets"] = .array(assets.map { .string($0.text) }) }
        members["amount"] = amount.map { .integer($0.count) }
        if !records.isEmpty { members["records"] = .array(records.map(\.json)) }
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let gate = json["gate"]?.string, let kind = json["decision"]?.string.flatMap(DecisionKind.init),
            let by = json["by"].flatMap(Decider.init(json:)), let shown = json["shown"]?.string
        else { return nil }
        self.init(
            gate: GateID(gate), kind: kind, by: by, shown: shown, notes: json["notes"]?.string,
            assets: (json["assets"]?.array ?? []).compactMap { $0.string.map { AssetKey($0) } },
            amount: json["amount"].map { _ in json.amount("amount") },
            records: (json["records"]?.array ?? []).compactMap(RoomFact.init(json:)))
    }
}

extension Decider {
    package var json: JSONValue {
        var members: [String: JSONValue] = ["source": .string(source.rawValue), "login": .string(login)]
        members["role"] = role.map(JSONValue.string)
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let source = json["source"]?.string.flatMap(Source.init), let login = json["login"]?.string else {
            return nil
        }
        self.init(source: source, login: login, role: json["role"]?.string)
    }
}

extension RoomFact {
    var json: JSONValue { ["type": .string(type), "version": .integer(Int64(version)), "payload": payload] }

    init?(json: JSONValue) {
        guard let type = json["type"]?.string, let payload = json["payload"] else { return nil }
        self.init(type: type, version: json["version"]?.integer ?? 1, payload: payload)
    }
}
