/// All that an agent is told about the try that it is to perform.
package struct TaskOrder: Sendable {
    package let run: RunID
    package let issue: IssueIdentity
    package let issueTitle: String
    /// When the run was made: the time that its commit carries, so that making it again gives the same one.
    package let createdAt: Timestamp
    package let brief: Brief
    package let task: PlanTask
    /// Which try, from 1.
    package let tryNumber: Int
    /// The seed of the task's asset and attempt; nil for a task of the run as a whole.
    package let seed: Seed?
    /// The model to call, out of those that the agent offered; nil where it offers none.
    package var model: String?
    /// How the engine wants it done otherwise than before, in a few words each: what to avoid, what a person asked for.
    package var guidance: [String]
    /// What the tasks that it needs put out.
    package let inputs: [TaskID: JSONValue]
    /// The payloads that rooms have put into the run's log so far.
    package let records: [RoomFact]
    /// What is left of the run's budget, 0–1; nil where it has none.
    package let remainingShare: Double?

    package init(
        run: RunID, issue: IssueIdentity, issueTitle: String, createdAt: Timestamp, brief: Brief, task: PlanTask,
        tryNumber: Int, seed: Seed?, model: String? = nil, guidance: [String] = [], inputs: [TaskID: JSONValue],
        records: [RoomFact], remainingShare: Double? = nil
    ) {
        self.run = run
        self.issue = issue
        self.issueTitle = issueTitle
        self.createdAt = createdAt
        self.brief = brief
        self.task = task
        self.tryNumber = tryNumber
        self.seed = seed
        self.model = model
        self.guidance = guidance
        self.inputs = inputs
        self.records = records
        self.remainingShare = remainingShare
    }

    /// The same for every repetition of this try, and different for any other: what an outside effect is found again by.
    package var idempotencyKey: String { "\(run)/\(task.id)/\(tryNumber)" }
}
