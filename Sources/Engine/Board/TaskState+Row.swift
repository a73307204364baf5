package import Core

extension Blackboard {
    /// Whether a row says which tries were lost; those of older bots do not.
    package enum RowLosses { case told, untold }

    /// The row of the task at a position.
    package func row(at position: Int, losses: RowLosses = .told) -> TaskRow {
        let state = tasks[position]
        var course = courses[position]
        if losses == .untold { course?.lost = [] }
        return TaskRow(
            id: state.task.id, uses: state.task.uses, status: state.status, tries: state.tries,
            startedAt: state.startedAt, finishedAt: state.finishedAt, spent: state.spent + state.unknown,
            error: state.failure, added: Int(state.added), told: state.told == 0 ? nil : Int(state.told),
            details: state.details(with: course))
    }
}

extension TaskState {
    /// What of it stands in no column of its own and in no event that the row refers to; empty for most tasks.
    fileprivate func details(with course: TaskCourse?) -> String {
        guard extras != nil || course != nil else { return "" }
        var members: [String: JSONValue] = [:]
        if let extras {
            if extras.reserved != .zero { members["reserved"] = .integer(extras.reserved.count) }
            if extras.unknown != .zero { members["unknown"] = .integer(extras.unknown.count) }
            if extras.needsPerson { members["needsPerson"] = true }
            if extras.isParent { members["isParent"] = true }
            if extras.isUncalledFor { members["isUncalledFor"] = true }
            if !extras.awaited.isEmpty { members["awaited"] = .array(extras.awaited.map { .string($0.text) }) }
            members["due"] = extras.due.map { .integer($0.milliseconds) }
            members["token"] = extras.token.map(JSONValue.string)
        }
        members["course"] = course?.json
        return members.isEmpty ? "" : JSONValue.object(members).text
    }

    /// The task that a row and the payloads it refers to describe; nil where they do not fit together.
    init?(_ stored: StoredTask, definition: PlanTask, details: JSONValue) {
        let row = stored.row
        guard row.id == definition.id, row.uses == definition.uses, let added = row.added,
            (row.told != nil) == (stored.outcome != nil)
        else { return nil }
        self.init(definition, added: added)
        status = row.status
        tries = row.tries
        startedAt = row.startedAt
        finishedAt = row.finishedAt
        if let outcome = stored.outcome {
            guard let payload = try? JSONValue(parsing: outcome) else { return nil }  // Nil says it all.
            output = payload["output"] ?? .null
            shortfall = payload["shortfall"]?.string
            told = Int32(row.told ?? 0)
        }
        wait(for: (details["awaited"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } })
        var extras = extras ?? TaskExtras()
        extras.failure = row.error
        extras.reserved = details.amount("reserved")
        extras.unknown = details.amount("unknown")
        extras.spent = row.spent - extras.unknown
        extras.needsPerson = details["needsPerson"]?.bool ?? false
        extras.due = details.time("due")
        extras.token = details["token"]?.string
        extras.isParent = details["isParent"]?.bool ?? false
        extras.isUncalledFor = details["isUncalledFor"]?.bool ?? false
        self.extras = extras
    }
}
