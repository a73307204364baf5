package import Core

extension Letter {
    /// The letter as the inbox keeps it.
    ///
    /// `key` tells it from another of the same content; completions have one of their own.
    package func entry(key: String = "") -> InboxEntry {
        switch self {
        case .completion(let completion):
            InboxEntry(key: "completion/\(completion.task)/\(completion.tryNumber)", payload: completion.json.text)
        case .decision(let decision):
            InboxEntry(
                key: "decision/\(decision.gate)/\(decision.shown)/\(decision.by.source.rawValue)/"
                    + "\(decision.by.login)/\(decision.kind.rawValue)/\(key)",
                payload: JSONValue.object(["decision": decision.json]).text)
        case .budget(let amount, let by):
            InboxEntry(
                key: "budget/\(by.login)/\(amount.count)/\(key)",
                payload: JSONValue.object(["budget": .integer(amount.count), "by": by.json]).text)
        case .cancel(let reason, let by):
            InboxEntry(
                key: "cancel/\(by.login)/\(key)",
                payload: JSONValue.object(["cancel": .string(reason), "by": by.json]).text)
        }
    }

    /// Throws `RunLogError.damaged` for what no bot wrote.
    package init(_ entry: InboxEntry) throws(RunLogError) {
        // The decoder's words would tell a person nothing more.
        let json = (try? JSONValue(parsing: entry.payload)) ?? .null
        if let decision = json["decision"].flatMap(Decision.init(json:)) {
            self = .decision(decision)
        } else if let by = json["by"].flatMap(Decider.init(json:)), json["budget"] != nil {
            self = .budget(json.amount("budget"), by: by)
        } else if let by = json["by"].flatMap(Decider.init(json:)), let reason = json["cancel"]?.string {
            self = .cancel(reason: reason, by: by)
        } else if let completion = TaskCompletion(json: json) {
            self = .completion(completion)
        } else {
            throw .damaged(reason: "what came in as '\(entry.key)' can't be understood")
        }
    }
}

extension TaskCompletion {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "task": .string(task.text), "try": .integer(Int64(tryNumber)), "token": .string(token), "output": output,
        ]
        members["shortfall"] = shortfall.map(JSONValue.string)
        members["failure"] = failure?.json
        members["spent"] = spending.settled == .zero ? nil : .integer(spending.settled.count)
        members["unknown"] = spending.unknown == .zero ? nil : .integer(spending.unknown.count)
        if !records.isEmpty { members["records"] = .array(records.map(\.json)) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let task = json["task"]?.string, let tryNumber = json["try"]?.integer, let token = json["token"]?.string
        else { return nil }
        self.init(
            task: TaskID(task), tryNumber: tryNumber, token: token, output: json["output"] ?? .null,
            shortfall: json["shortfall"]?.string, failure: json["failure"].flatMap(TaskFailure.init(json:)),
            spending: Spending(settled: json.amount("spent"), unknown: json.amount("unknown")),
            // An open record that called itself one of the engine's would be taken for it when the log is read.
            records: (json["records"]?.array ?? []).compactMap(RoomFact.init(json:))
                .filter { !EngineFact.owns($0.type) })
    }
}
