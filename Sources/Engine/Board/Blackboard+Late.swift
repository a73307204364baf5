package import Core

/// Tries that were given up, and the answers to them that come all the same.
extension Blackboard {
    /// Remembers a try that ends with money of unknown outcome, so that a later answer finds what it settles.
    mutating func noteLoss(at: Int, _ spending: Spending, _ time: Timestamp) {
        guard spending.unknown > .zero else { return }
        let notes = courses[at]?.notes.count ?? 0
        courses[at, default: TaskCourse()].lost.append(
            LostTry(
                number: tasks[at].tries, token: tasks[at].token, unknown: spending.unknown, day: time.day, notes: notes)
        )
    }

    /// What the try cost is known now, and was spent on the day on which it was lost; what it put out is kept.
    mutating func take(late answer: LateAnswer, at: Int) {
        guard let index = courses[at]?.lost.firstIndex(where: { $0.number == answer.tryNumber }),
            let lost = courses[at]?.lost.remove(at: index)
        else { return }
        let spending = answer.spending
        tasks[at].spent = tasks[at].spent + spending.settled
        tasks[at].unknown = tasks[at].unknown - lost.unknown + spending.unknown
        correct(by: spending, inPlaceOf: lost.unknown, on: lost.day)
        guard answer.failure == nil else { return }
        courses[at]?.late.append(LateOutput(tryNumber: lost.number, output: answer.output, notes: lost.notes))
    }

    /// What came late for a task and is as people want it; nil where there is nothing.
    func lateOutput(at position: Int) -> LateOutput? {
        guard let course = courses[position] else { return nil }
        return course.late.last { $0.notes == course.notes.count }
    }

    /// What was paid for, came late and was not needed any more: by task, in the order of the plan.
    package var setAside: [(task: TaskID, output: LateOutput)] {
        courses.keys.sorted().flatMap { position in
            (courses[position]?.late ?? []).map { (tasks[position].task.id, $0) }
        }
    }
}
