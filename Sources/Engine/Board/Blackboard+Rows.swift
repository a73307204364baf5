package import Core

extension Blackboard {
    /// What the run's own row keeps beside its columns: what follows from the events of tasks and is about none of them.
    var details: String {
        var members: [String: JSONValue] = [
            "tasks": .integer(Int64(tasks.count)), "barrenResumes": .integer(Int64(barrenResumes)),
        ]
        if !models.isEmpty { members["models"] = .object(models.mapValues(\.json)) }
        if !booked.isEmpty { members["booked"] = .object(keyed(booked, by: { String($0) })) }
        if !raised.isEmpty { members["raised"] = .object(keyed(raised, by: \.rawValue)) }
        members["spendingStop"] = spendingStop.map {
            ["scope": .string($0.scope), "reason": .string($0.reason)]
        }
        return JSONValue.object(members).text
    }

    /// The board that a run's rows describe; nil where they do not fit together, and only the log can tell.
    ///
    /// The plan is laid out first, then what is not about one task is applied, then the tasks go where their rows say.
    package init?(_ stored: StoredRun) {
        // What cannot be read is a reason to fold the log, which then says what is damaged.
        guard let events = try? EventCodec.events(stored.events),
            let details = stored.summary.details.flatMap({ try? JSONValue(parsing: $0) })
        else { return nil }
        self.init(run: stored.summary.id)
        expect(tasks: stored.tasks.count, needs: 0)
        var states: [TaskState] = []
        states.reserveCapacity(stored.tasks.count)
        var courses: [Int: TaskCourse] = [:]
        for task in stored.tasks {
            guard let payload = try? JSONValue(parsing: task.definition), let definition = PlanTask(json: payload),
                let details = task.row.details.isEmpty ? .object([:]) : try? JSONValue(parsing: task.row.details),
                var state = TaskState(task, definition: definition, details: details)
            else { return nil }
            state.share(with: states.last)
            if let course = details["course"] { courses[states.count] = TaskCourse(json: course) }
            states.append(state)
            add(definition, spawnedBy: payload["spawnedBy"]?.string.map { TaskID($0) }, in: Int(state.added))
        }
        guard tasks.count == states.count else { return nil }
        for event in events { apply(event) }
        restore(states, courses: courses)
        models = (details["models"]?.object ?? [:]).mapValues { ModelHealth(json: $0) }
        restoreMoney(from: details)
        budget = stored.summary.budget
        barrenResumes = details["barrenResumes"]?.integer ?? 0
        lastSequence = stored.summary.lastSequence
        guard summary == stored.summary else { return nil }
    }

    /// What was booked when, and which ceiling is in the way: a purchase lifts that, so events about the run alone do not tell.
    private mutating func restoreMoney(from details: JSONValue) {
        booked = [:]
        for (day, amount) in details["booked"]?.object ?? [:] {
            guard let day = Int(day), let amount = amount.integer else { continue }
            booked[day] = MicroDollars(Int64(amount))
        }
        raised = [:]
        for (scope, amount) in details["raised"]?.object ?? [:] {
            guard let scope = BudgetScope(rawValue: scope), let amount = amount.integer else { continue }
            raised[scope] = MicroDollars(Int64(amount))
        }
        spendingStop = details["spendingStop"].map {
            SpendingStop(scope: $0["scope"]?.string ?? "", reason: $0["reason"]?.string ?? "")
        }
    }

    private func keyed<Key>(_ amounts: [Key: MicroDollars], by name: (Key) -> String) -> [String: JSONValue] {
        Dictionary(uniqueKeysWithValues: amounts.map { (name($0.key), .integer($0.value.count)) })
    }
}
