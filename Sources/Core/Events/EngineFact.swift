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

    /// The run may spend up to this from now on.
    case budgetSet(MicroDollars, by: Decider)
    /// What is spent and still to be bought is expected to pass the budget.
    case costOverrunWarned(predicted: MicroDollars, budget: MicroDollars)
    /// Nothing more is bought: the next call would pass the budget that `scope` names (run, issue, person, repository, day).
    case spendingStopped(scope: String, reason: String)
    /// The run goes on with models of this tier at most.
    case tierLowered(QualityTier, reason: String)

    indirect case gateOpened(Gate)
    case gateReminded(GateID)
    indirect case gateDecided(Decision)
    /// What the gate showed changed, or nothing waits behind it any more.
    case gateVoided(GateID, reason: String)
    /// A decision that binds nothing: the gate is not open, shows something else by now, or the person may not decide.
    indirect case decisionRefused(Decision, reason: String)

    /// Too many calls of a model failed in a row: none is made until then.
    case modelSuspended(String, until: Timestamp, reason: String)
    case modelRestored(String)

    case modelChosen(TaskID, ModelChoice)
    /// The intent: durable before the agent is called.
    case taskStarted(TaskID, tryNumber: Int, terms: TryTerms)
    /// `shortfall` says what is missing from what was asked for; nil where nothing is.
    case taskSucceeded(TaskID, output: JSONValue, shortfall: String?, spending: Spending)
    /// It spawned tasks and is done when they are.
    case taskSpawned(TaskID, children: [TaskID], output: JSONValue, spending: Spending)
    case taskSuspended(TaskID, token: String, deadline: Timestamp, spending: Spending)
    case taskRetrying(TaskID, failure: TaskFailure, until: Timestamp, spending: Spending)
    /// It failed, and is tried in another way; the tries begin anew.
    case taskRerouted(TaskID, RecoveryStep, failure: TaskFailure, spending: Spending)
    /// It waits for other tasks as well: those that make again what it was to go on with.
    case taskAwaits(TaskID, needs: [TaskID])
    case taskEscalated(TaskID, failure: TaskFailure, spending: Spending)
    case taskFailed(TaskID, failure: TaskFailure, spending: Spending)
    /// `byCondition`: its `when` did not hold, which is no failure to those that need it.
    case taskSkipped(TaskID, byCondition: Bool, reason: String)
    case taskCancelled(TaskID, spending: Spending)
    /// It was at work when its process ended; `spending.unknown` is what may be gone.
    case taskLost(TaskID, spending: Spending)
    /// The answer to a try that had been given up: what it cost is known now, and what it put out is kept.
    indirect case taskAnsweredLate(TaskID, LateAnswer)
}
