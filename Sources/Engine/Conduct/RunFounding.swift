import Core

/// Makes a new run durable: a batch for each portion of its plan, in which the machine also stands while it does.
///
/// The events, texts and rows of 100,000 tasks together would take several times the room that the tasks themselves do.
struct RunFounding: BatchSource {
    /// How many tasks a batch adds; most plans are one batch.
    static let portion = 1_000

    private var machine: RunMachine
    private let charter: RunCharter
    private var plan: [PlanTask]
    private let size: Int
    private let time: Timestamp
    private let owesComment: Bool
    private let keepsEvents: Bool
    private var added = 0
    private var step = Step()
    private var events: [Event] = []

    /// `keepsEvents`: whether somebody is shown every event once they are durable.
    init(
        _ machine: consuming RunMachine, charter: RunCharter, plan: consuming [PlanTask], at time: Timestamp,
        owesComment: Bool, keepsEvents: Bool
    ) {
        self.machine = machine
        self.charter = charter
        size = plan.count
        self.plan = plan
        self.time = time
        self.owesComment = owesComment
        self.keepsEvents = keepsEvents
    }

    var hasSeveralBatches: Bool { size > Self.portion }

    mutating func next() -> EventBatch? {
        guard machine.board.status == .queued else { return nil }
        if machine.board.charter == nil { machine.found(charter, plan: plan, at: time) }
        let end = min(size, added + Self.portion)
        machine.add(plan[added..<end])
        added = end
        if added == size {
            plan = []  // The board has its tasks.
            step = machine.start()
        } else {
            step = machine.handOver()
        }
        if keepsEvents { events += step.events }
        return step.batch(of: machine.board, owesComment: owesComment)
    }

    /// The machine, and what is to be done now that the run is durable.
    consuming func founded() -> (RunMachine, Step) {
        if keepsEvents { step.events = events }
        return (machine, step)
    }
}
