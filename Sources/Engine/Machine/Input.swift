package import Core

/// A fact from outside that the machine is told.
package enum Input: Sendable {
    case resume(holder: String, byPerson: Bool)
    case answered(TaskID, tryNumber: Int, AgentAnswer)
    /// What came in from outside, by its number in the inbox.
    case letter(Int, Letter)
    /// A suspended try was looked at; `asked`: when the look began, which may be long before it is heard of.
    case looked(TaskID, tryNumber: Int, JobLook, asked: Timestamp)
    /// What a try began was looked for.
    case searched(TaskID, tryNumber: Int, JobSearch)
    /// What other runs have booked and reserved.
    case totals([BudgetScope: MicroDollars])
    /// Time has passed; retries and deadlines may be due.
    case tick
    /// `force`: paid calls in flight are no longer waited for.
    case interrupt(reason: String, force: Bool)
    case cancel(reason: String, by: String)
}

extension Input {
    /// Of a letter: its number in the inbox.
    var number: Int? {
        guard case .letter(let number, _) = self else { return nil }
        return number
    }

    /// Whether a try says that it waits for an answer until a moment that has passed already.
    func isOverdue(at time: Timestamp) -> Bool {
        guard case .answered(_, _, let answer) = self, case .suspended(_, let deadline) = answer.outcome else {
            return false
        }
        return deadline <= time
    }

    /// The inputs without the looks at a job after which its answer has come, too.
    ///
    /// A process that was held up hears of both at once, and would give up at the first a job that is done.
    static func withoutOvertakenLooks(_ inputs: [Input]) -> [Input] {
        var ended: Set<JobTry> = []
        for case .looked(let task, let tryNumber, .completed, _) in inputs {
            ended.insert(JobTry(task: task, tryNumber: tryNumber))
        }
        guard !ended.isEmpty, inputs.count > 1 else { return inputs }
        return inputs.filter { input in
            guard case .looked(let task, let tryNumber, let look, _) = input else { return true }
            if case .completed = look { return true }
            return !ended.contains(JobTry(task: task, tryNumber: tryNumber))
        }
    }

    private struct JobTry: Hashable {
        let task: TaskID
        let tryNumber: Int
    }
}
