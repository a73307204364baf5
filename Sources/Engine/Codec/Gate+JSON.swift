import Core

extension Gate {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.text), "kind": .string(kind.rawValue), "question": .string(question), "subject": subject,
            "shown": .string(shown), "options": .array(options.map { .string($0.rawValue) }),
            "recommendation": .string(recommendation), "urgency": .string(urgency.rawValue),
            "onTimeout": .string(onTimeout.rawValue),
        ]
        members["task"] = task.map { .string($0.text) }
        members["costImpact"] = costImpact == .zero ? nil : .integer(costImpact.count)
        members["deadline"] = deadline.map { .integer($0.milliseconds) }
        members["reminders"] = reminders.map { .integer($0.milliseconds) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.string, let kind = json["kind"]?.string.flatMap(GateKind.init),
            let question = json["question"]?.string, let shown = json["shown"]?.string,
            let onTimeout = json["onTimeout"]?.string.flatMap(TimeoutPolicy.init)
        else { return nil }
        self.init(
            id: GateID(id), kind: kind, question: question, task: json["task"]?.string.map { TaskID($0) },
            subject: json["subject"] ?? .null, shown: shown,
            options: (json["options"]?.array ?? []).compactMap { $0.string.flatMap(DecisionKind.init) },
            recommendation: json["recommendation"]?.string ?? "", costImpact: json.amount("costImpact"),
            urgency: json["urgency"]?.string.flatMap(Urgency.init) ?? .normal, deadline: json.time("deadline"),
            onTimeout: onTimeout, reminders: json["reminders"]?.integer.map { .milliseconds($0) })
    }
}
