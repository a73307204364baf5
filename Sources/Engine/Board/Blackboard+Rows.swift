package import Core

extension Blackboard {
    /// What the run's own row keeps beside its columns: what follows from the events of tasks and is about none of them.
    var details: String {
        var members: [String: JSONValue] = [
            "tasks": .integer(Int64(tasks.count)), "barrenResumes": .integer(Int64(barrenResumes)),
        ]
        if !booked.isEmpty {
            members["booked"] = .object(
                Dictionary(uniqueKeysWithValues: booked.map { (String($0.key), .integer($0.value.count)) }))
        }
        if spendingStop != nil { members["stopped"] = true }
        if !models.isEmpty { members["models"] = .object(models.mapValues(\.json)) }
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
        booked = [:]
        for (day, amount) in details["booked"]?.object ?? [:] {
            guard let day = Int(day), case .integer(let count) = amount else { return nil }
            booked[day] = MicroDollars(count)
        }
        // A later call has lifted the stop, which only the events of tasks say.
        if details["stopped"] == nil { spendingStop = nil }
        barrenResumes = details["barrenResumes"]?.integer ?? 0
        lastSequence = stored.summary.lastSequence
        guard summary == stored.summary else { return nil }
    }
}
