/// What can happen to a run and its tasks: closed, so that every fold of it is checked for completeness.
package enum EngineFact: Hashable, Sendable {
    /// Indirect like the next one, as every event would take the room of a charter otherwise.
    indirect case runCreated(RunCharter)
    /// A task of the plan, or one that `spawnedBy` added while the run went on.
    indirect case taskAdded(PlanTask, spawnedBy: TaskID?)
    /// The plan is whole; tasks may start.
    case runStarted
    /// Another process goes on with the run where one died or was stopped.
    case runResumed(holder: String)
    /// A person or a signal asked the process to stop; the run can go on later.
    case runInterrupted(reason: String)
    case runCancelRequested(reason: String)
    /// The run waits for a person.
    case runWaiting(reason: String)
    case runFinished(RunStatus, reason: String)

    /// The intent: durable before the agent is called. `reserved` is what the try may cost.
    case taskStarted(TaskID, tryNumber: Int, reserved: MicroDollars)
    /// `shortfall` says what is missing from what was asked for; nil where nothing is.
    case taskSucceeded(TaskID, output: JSONValue, shortfall: String?, spending: Spending)
    /// It spawned tasks and is done when they are.
    case taskSpawned(TaskID, children: [TaskID], output: JSONValue, spending: Spending)
    case taskSuspended(TaskID, token: String, deadline: Timestamp, spending: Spending)
    case taskRetrying(TaskID, failure: TaskFailure, until: Timestamp, spending: Spending)
    case taskEscalated(TaskID, failure: TaskFailure, spending: Spending)
    case taskFailed(TaskID, failure: TaskFailure, spending: Spending)
    /// `byCondition`: its `when` did not hold, which is no failure to those that need it.
    case taskSkipped(TaskID, byCondition: Bool, reason: String)
    case taskCancelled(TaskID, spending: Spending)
    /// It was at work when its process ended; `spending.unknown` is what may be gone.
    case taskLost(TaskID, spending: Spending)
}
