import Core

extension TaskCourse {
    /// A small object: what is nought or absent is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        members["model"] = model.map(JSONValue.string)
        members["loss"] = loss.map(JSONValue.string)
        members["standsInFor"] = standsInFor.map(JSONValue.string)
        if !isRepeatable { members["repeatable"] = false }
        members["begunAt"] = begunAt.map { .integer($0.milliseconds) }
        if !failedModels.isEmpty { members["failedModels"] = .array(failedModels.map(JSONValue.string)) }
        if !detours.isEmpty { members["detours"] = .array(detours.map(\.json)) }
        if earlierTries != 0 { members["earlierTries"] = .integer(Int64(earlierTries)) }
        if !lost.isEmpty { members["lost"] = .array(lost.map(\.json)) }
        if !late.isEmpty { members["late"] = .array(late.map(\.json)) }
        if !notes.isEmpty { members["notes"] = .array(notes.map(JSONValue.string)) }
        members["gate"] = gate.map { .string($0.text) }
        members["approved"] = approved.map(JSONValue.string)
        return .object(members)
    }

    init(json: JSONValue) {
        model = json["model"]?.string
        loss = json["loss"]?.string
        standsInFor = json["standsInFor"]?.string
        isRepeatable = json["repeatable"]?.bool ?? true
        begunAt = json.time("begunAt")
        failedModels = (json["failedModels"]?.array ?? []).compactMap(\.string)
        detours = (json["detours"]?.array ?? []).compactMap(RecoveryStep.init(json:))
        earlierTries = json["earlierTries"]?.integer ?? 0
        lost = (json["lost"]?.array ?? []).compactMap(LostTry.init(json:))
        late = (json["late"]?.array ?? []).compactMap(LateOutput.init(json:))
        notes = (json["notes"]?.array ?? []).compactMap(\.string)
        gate = json["gate"]?.string.map { GateID($0) }
        approved = json["approved"]?.string
    }
}
