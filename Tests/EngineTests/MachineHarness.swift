import Core
import Engine

/// Drives a machine by hand: what it decided, and what it was told.
struct MachineHarness {
    var machine: RunMachine
    var events: [Event] = []
    var started: [TaskOrder] = []
    var aborted: [TaskID] = []
    /// Numbers of the inbox's entries.
    var taken: [Int] = []
    /// The tokens of the suspended tries that were given up.
    var abandoned: [String] = []
    /// The suspended tries to be looked after, with the rest before the first look.
    var looks: [(token: String, rest: Duration)] = []
    /// The tasks that are looked after no more.
    var unlooked: [TaskID] = []
    /// The tries that are looked for, and since when.
    var searched: [(order: TaskOrder, start: Timestamp)] = []
    var hasLeft = false
    /// How often the machine wanted to know what other runs have spent.
    var asked = 0
    var now = Timestamp(milliseconds: 1_000_000)

    static let run = Self.makeRun()

    private static func makeRun() -> RunID {
        var bits = SplitMix64(seed: 7)
        return RunID(at: Timestamp(milliseconds: 1_000_000), using: &bits)
    }

    init(policy: EnginePolicy = EnginePolicy()) {
        machine = RunMachine(board: Blackboard(run: Self.run), policy: policy)
    }

    /// Takes a run up from events, as a new process would.
    init(resuming events: [Event], policy: EnginePolicy = EnginePolicy()) {
        machine = RunMachine(board: Blackboard(run: Self.run, events: events), policy: policy)
        self.events = events
    }

    static func charter(budget: MicroDollars? = nil, count: Int = 1, attempts: Int = 3) -> RunCharter {
        var brief = Brief(prompt: "a lighthouse", seed: Seed(hashing: "test"), outputPath: "assets/test/")
        brief.count = count
        brief.attempts = attempts
        return charter(brief, budget: budget)
    }

    static func charter(_ brief: Brief, budget: MicroDollars? = nil) -> RunCharter {
        RunCharter(
            issue: .file(path: "/tmp/issue.md"), issueTitle: "Posters", issueURL: nil, author: "ada", brief: brief,
            workflow: "image", requestDigest: "d", estimate: .nothing, budget: budget,
            createdAt: Timestamp(milliseconds: 1_000_000), settings: "concurrency: 3\n", delivery: .null)
    }

    mutating func create(_ plan: [PlanTask], budget: MicroDollars? = nil) {
        take(machine.create(Self.charter(budget: budget), plan: plan, at: now))
    }

    /// Begins a run of a brief of its own.
    mutating func create(_ plan: [PlanTask], brief: Brief, budget: MicroDollars? = nil) {
        take(machine.create(Self.charter(brief, budget: budget), plan: plan, at: now))
    }

    mutating func tell(_ inputs: Input...) { take(machine.take(inputs, at: now)) }

    /// A look at the first try of a task, asked and heard of now.
    mutating func look(_ id: TaskID, _ look: JobLook) { tell(.looked(id, tryNumber: 1, look, asked: now)) }

    /// Answers the newest try of a task.
    mutating func answer(_ id: TaskID, _ outcome: AgentAnswer.Outcome, spending: Spending = .nothing) {
        let tryNumber = machine.board[id]?.tries ?? 0
        tell(.answered(id, tryNumber: tryNumber, AgentAnswer(outcome, spending: spending)))
    }

    /// The engine's facts in the order in which they were appended.
    var facts: [EngineFact] {
        events.compactMap { event in
            guard case .engine(let fact) = event.fact else { return nil }
            return fact
        }
    }

    /// The models that were called, in order.
    var called: [String] { started.compactMap(\.model) }

    func status(_ id: TaskID) -> TaskStatus? { machine.board[id]?.status }
    var startedIDs: [TaskID] { started.map(\.task.id) }

    private mutating func take(_ step: Step) {
        events += step.events
        taken += step.taken
        for action in step.actions {
            switch action {
            case .start(let order): started.append(order)
            case .abort(let id): aborted.append(id)
            case .askTotals: asked += 1
            case .abandon(_, let token): abandoned.append(token)
            case .look(_, let token, let rest): looks.append((token, rest))
            case .stopLooking(let id): unlooked.append(id)
            case .search(let order, let start): searched.append((order, start))
            case .leave: hasLeft = true
            }
        }
    }
}
