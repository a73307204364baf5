import Core

extension PlanTask {
    /// The task without what it shares with most others: defaults are left out.
    func json(spawnedBy spawner: TaskID?) -> JSONValue {
        var members: [String: JSONValue] = ["id": .string(id.text), "uses": .string(uses)]
        if !needs.isEmpty { members["needs"] = .array(needs.map { .string($0.text) }) }
        if gathers { members["gathers"] = true }
        if attempt != 1 { members["attempt"] = .integer(Int64(attempt)) }
        if priority != 3 { members["priority"] = .integer(Int64(priority)) }
        if retry != RetryPolicy() { members["retry"] = retry.json }
        if onFailure != .fail { members["onFailure"] = .string(onFailure.rawValue) }
        if !locks.isEmpty { members["locks"] = .array(locks.map(JSONValue.string)) }
        members["checkpoint"] = checkpoint.map(JSONValue.string)
        members["asset"] = asset.map { .string($0.text) }
        members["when"] = condition.map { .string($0.text) }
        members["spawnedBy"] = spawner.map { .string($0.text) }
        if parameters != .object([:]) { members["parameters"] = parameters }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.string, let uses = json["uses"]?.string else { return nil }
        var condition: Condition?
        if let text = json["when"]?.string {
            // Nil says all there is to say: the payload is damaged.
            guard let parsed = try? Condition(parsing: text) else { return nil }
            condition = parsed
        }
        var retry = RetryPolicy()
        if let policy = json["retry"] {
            retry = RetryPolicy(
                tries: policy["tries"]?.integer ?? retry.tries,
                backoff: policy["backoff"]?.integer.map { .milliseconds($0) } ?? retry.backoff,
                longest: policy["longest"]?.integer.map { .milliseconds($0) } ?? retry.longest)
        }
        self.init(
            id: TaskID(id), uses: uses, needs: (json["needs"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } },
            gathers: json["gathers"]?.bool ?? false, asset: json["asset"]?.string.map { AssetKey($0) },
            attempt: json["attempt"]?.integer ?? 1, priority: json["priority"]?.integer ?? 3, retry: retry,
            onFailure: json["onFailure"]?.string.flatMap(FailurePolicy.init) ?? .fail,
            checkpoint: json["checkpoint"]?.string, locks: (json["locks"]?.array ?? []).compactMap(\.string),
            condition: condition, parameters: json["parameters"] ?? .object([:]))
    }
}

extension RetryPolicy {
    var json: JSONValue {
        [
            "tries": .integer(Int64(tries)), "backoff": .integer(backoff.milliseconds),
            "longest": .integer(longest.milliseconds),
        ]
    }
}

extension TaskFailure {
    var json: JSONValue {
        var members: [String: JSONValue] = ["message": .string(message)]
        switch kind {
        case .transient(let after):
            members["kind"] = "transient"
            members["after"] = after.map { .integer($0.milliseconds) }
        case .permanent: members["kind"] = "permanent"
        case .barred(let reach):
            members["kind"] = "barred"
            members["reach"] = .string(reach.rawValue)
        case .unknownOutcome: members["kind"] = "unknownOutcome"
        case .needsPerson: members["kind"] = "needsPerson"
        }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let message = json["message"]?.string else { return nil }
        switch json["kind"]?.string {
        case "transient": self.init(.transient(after: json["after"]?.integer.map { .milliseconds($0) }), message)
        case "permanent": self.init(.permanent, message)
        case "barred":
            guard let reach = json["reach"]?.string.flatMap(TaskFailure.Reach.init) else { return nil }
            self.init(.barred(reach), message)
        case "unknownOutcome": self.init(.unknownOutcome, message)
        case "needsPerson": self.init(.needsPerson, message)
        default: return nil
        }
    }
}
