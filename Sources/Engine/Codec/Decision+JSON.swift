package import Core

extension Decision {
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "gate": .string(gate.text), "decision": .string(kind.rawValue), "by": by.json, "shown": .string(shown),
        ]
        members["notes"] = notes.map(JSONValue.string)
        if !assets.isEmpty { members["assets"] = .array(assets.map { .string($0.text) }) }
        members["amount"] = amount.map { .integer($0.count) }
        members["supplied"] = supplied.map {
            ["type": .string($0.type), "version": .integer(Int64($0.version)), "payload": $0.payload]
        }
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let gate = json["gate"]?.string, let kind = json["decision"]?.string.flatMap(DecisionKind.init),
            let by = json["by"].flatMap(Decider.init(json:)), let shown = json["shown"]?.string
        else { return nil }
        let supplied = json["supplied"].flatMap { record in
            record["type"]?.string.map {
                RoomFact(type: $0, version: record["version"]?.integer ?? 1, payload: record["payload"] ?? .null)
            }
        }
        self.init(
            gate: GateID(gate), kind: kind, by: by, shown: shown, notes: json["notes"]?.string,
            assets: (json["assets"]?.array ?? []).compactMap { $0.string.map { AssetKey($0) } },
            amount: json["amount"].map { _ in json.amount("amount") }, supplied: supplied)
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
