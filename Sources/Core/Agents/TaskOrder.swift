/// All that an agent is told about the try that it is to perform.
package struct TaskOrder: Sendable {
    private let frame: OrderFrame
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
        self.init(
            OrderFrame(run: run, issue: issue, issueTitle: issueTitle, createdAt: createdAt, brief: brief), task: task,
            tryNumber: tryNumber, seed: seed, model: model, guidance: guidance, inputs: inputs, records: records,
            remainingShare: remainingShare)
    }

    package init(
        _ frame: OrderFrame, task: PlanTask, tryNumber: Int, seed: Seed?, model: String? = nil, guidance: [String] = [],
        inputs: [TaskID: JSONValue], records: [RoomFact], remainingShare: Double? = nil
    ) {
        self.frame = frame
        self.task = task
        self.tryNumber = tryNumber
        self.seed = seed
        self.model = model
        self.guidance = guidance
        self.inputs = inputs
        self.records = records
        self.remainingShare = remainingShare
    }

    package var run: RunID { frame.run }
    package var issue: IssueIdentity { frame.issue }
    package var issueTitle: String { frame.issueTitle }
    /// When the run was made: the time that its commit carries, so that making it again gives the same one.
    package var createdAt: Timestamp { frame.createdAt }
    package var brief: Brief { frame.brief }

    /// The same for every repetition of this try, and different for any other: what an outside effect is found again by.
    package var idempotencyKey: String { "\(run)/\(task.id)/\(tryNumber)" }
}
