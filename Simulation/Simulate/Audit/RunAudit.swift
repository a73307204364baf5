import Core
import Engine

/// Reads a run's stored events by rules of its own, and says what no run may do.
///
/// It shares nothing with the engine's machine and board but the meaning of the events.
struct RunAudit: Sendable {
    let run: RunID
    let request: Request
    let service: SimulatedService
    let clockJumps: Bool
    var tasks: [TaskID: TaskAudit] = [:]
    var order: [TaskID] = []
    var status = RunStatus.queued
    var isCancelling = false
    var reserved = MicroDollars.zero
    var spent = MicroDollars.zero
    var unknown = MicroDollars.zero
    var lastSequence = 0
    /// How often it was taken up since a task last came to something.
    var barren = 0
    /// Whether something was decided otherwise than in an undisturbed run: by a failure, a person, or a budget.
    var isDisturbed = false
    var served: Set<String> = []
    /// When the answer to each suspended try came in.
    var completed: [String: Timestamp] = [:]
    /// The tries whose answers came in, by the letter's number in the inbox.
    var answers: [Int: (task: TaskID, tryNumber: Int)] = [:]
    /// What people decided, by its number in the inbox, and when it came in.
    var decisions: [Int: (decision: Decision, time: Timestamp)] = [:]
    var gates: [String: GateAudit] = [:]
    /// The decisions that bound nothing.
    var refused: Set<String> = []
    /// Events by which people and time-outs decided, so that what follows from them is known as theirs.
    var judged: Set<Int> = []
    var budget: MicroDollars?
    /// Which ceiling stopped the run from buying.
    var stop: String?
    /// Whether a person has raised a ceiling that the run shares with others.
    var hasRaised = false
    /// What the records say that was made.
    var produced: [TaskID: JSONValue] = [:]
    var chain = ChainAudit()
    var findings: [String] = []
    static let barrenLimit = 3

    init(run: RunID, request: Request, service: SimulatedService, clockJumps: Bool) {
        self.run = run
        self.clockJumps = clockJumps
        self.request = request
        self.service = service
        budget = request.budget
    }

    func state(of task: TaskID) -> TaskAudit? { tasks[task] }
    func outcome(of task: TaskID, tryNumber: Int) -> TaskAudit.Outcome? { tasks[task]?.outcomes[tryNumber] }

    mutating func note(_ letter: Letter, number: Int, at time: Timestamp) {
        switch letter {
        case .completion(let completion):
            completed["\(completion.task)/\(completion.tryNumber)/\(completion.token)"] = time
            answers[number] = (completion.task, completion.tryNumber)
        case .decision(let decision): decisions[number] = (decision, time)
        case .budget, .cancel: break
        }
    }

    /// Tasks that wait for an answer that has come in.
    var overlooked: [TaskID] {
        order.filter { id in
            guard let task = tasks[id], task.status == .waiting, let token = task.token else { return false }
            return completed["\(id)/\(task.tries)/\(token)"] != nil
        }
    }

    mutating func takeFindings() -> [String] {
        defer { findings = [] }
        return findings.map { "\(run) event \(lastSequence): \($0)" }
    }

    mutating func take(_ event: StoredEvent) {
        if event.sequence != lastSequence + 1 { object("it follows event \(lastSequence)") }
        if let cause = event.causation, cause >= event.sequence { object("it comes before its cause \(cause)") }
        lastSequence = event.sequence
        // What can't be read has been said already.
        let payload = (try? JSONValue(parsing: event.payload)) ?? .null
        if status.isFinal { object("\(event.type) after the run's end") }
        if event.type.hasPrefix("gate.") {
            takeGate(event, payload)
        } else if event.type.hasPrefix("run.") {
            takeRun(event, payload)
        } else if event.type == "task.added" {
            add(payload)
        } else if event.type.hasPrefix("task."), let id = payload["task"]?.string {
            takeTask(event, TaskID(id), payload)
        } else if event.type == "asset.produced", let id = payload["task"]?.string {
            produced[TaskID(id)] = payload["product"]
            chain.note(payload)
        }
        if let budget, spent + unknown + reserved > budget {
            object("\(spent) spent, \(unknown) unknown and \(reserved) reserved pass the budget of \(budget)")
        }
    }

    mutating func object(_ text: String) { findings.append(text) }

    private mutating func add(_ payload: JSONValue) {
        guard let name = payload["id"]?.string else { return object("a task without a name") }
        let id = TaskID(name)
        guard tasks[id] == nil else { return object("\(id) is added twice") }
        tasks[id] = TaskAudit(payload)
        if let asset = payload["asset"]?.string { tasks[id]?.asset = asset }
        order.append(id)
        if let parent = tasks[id]?.parent { tasks[parent]?.children.append(id) }
        // The first task of an attempt that the engine itself has added.
        guard payload["parameters"]?[Chain.parameter] != nil, tasks[id]?.parent == nil,
            payload["attempt"]?.integer ?? 1 > 1, let asset = payload["asset"]?.string
        else { return }
        if let wrong = chain.remake(asset) { object(wrong) }
    }
}
