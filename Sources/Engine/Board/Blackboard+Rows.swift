package import Core

extension Blackboard {
    /// The board that a run's rows describe; nil where they do not fit together, and only the log can tell.
    package init?(_ stored: StoredRun) {
        // What cannot be read is a reason to fold the log, which then says what is damaged.
        guard let events = try? EventCodec.events(stored.events), let barrenResumes = stored.summary.barrenResumes
        else { return nil }
        var tasks: [(TaskState, TaskID?)] = []
        tasks.reserveCapacity(stored.tasks.count)
        for task in stored.tasks {
            guard let payload = try? JSONValue(parsing: task.definition), let definition = PlanTask(json: payload),
                let state = TaskState(task, definition: definition)
            else { return nil }
            tasks.append((state, payload["spawnedBy"]?.string.map { TaskID($0) }))
        }
        self.init(
            run: stored.summary.id, events: events, tasks: tasks, lastSequence: stored.summary.lastSequence,
            barrenResumes: barrenResumes)
        guard summary == stored.summary else { return nil }
    }
}
