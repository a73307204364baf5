import Core
import Engine

/// A run to which a seed makes everything happen that can: retries, detours, spawned tasks, suspended tries, gates and what
/// people decide there, losses, stops, cancels.
struct RandomRun {
    static let id = MachineHarness.run
    private static let ada = Decider(source: .terminal, login: "ada")
    private static let policies: [UnknownOutcomePolicy] = [.ask, .again, .skip]

    private static let offers = [("dear", QualityTier.high), ("plain", .balanced)].map { name, tier in
        ModelOffer(
            model: name, provider: "p", tier: tier, quality: 0.5, price: MicroDollars(40), isRepeatable: false)
    }

    private var machine: RunMachine
    private var bits: SplitMix64
    private let policy: EnginePolicy
    private var now = Timestamp(milliseconds: 1_000_000)
    private var running: [TaskOrder] = []
    /// The suspended tries that are looked after, and the lost ones that are looked for.
    private var looked: [TaskOrder] = []
    private var searched: [TaskOrder] = []
    private(set) var steps = 0
    private var hasLeft = false
    private var letters = 0

    init(seed: UInt64) {
        bits = SplitMix64(seed: seed)
        var gates = GatePolicy()
        gates.checkpoints = ["look"]
        gates.timeout = .seconds(Int.random(in: 10...60, using: &bits))
        gates.reminders = .seconds(8)
        if Bool.random(using: &bits) { gates.questions = ["Which light?"] }
        let hasJobs = Bool.random(using: &bits)
        policy = EnginePolicy(
            concurrency: Int.random(in: 1...6, using: &bits),
            unknownOutcome: Self.policies[Int.random(in: 0..<3, using: &bits)],
            offers: { order in order.task.uses == "paid" ? Self.offers : nil }, gates: gates,
            pace: { order in hasJobs && order.task.uses == "paid" ? .seconds(2) : nil },
            leavesTrace: { order in hasJobs && order.task.uses == "paid" })
        machine = RunMachine(board: Blackboard(run: Self.id), policy: policy)
    }

    /// What the next thing that happens makes durable; nil when the run is over.
    mutating func next() -> EventBatch? {
        while steps < 200, !machine.board.status.isFinal {
            steps += 1
            let step = steps == 1 ? create() : goOn()
            take(step.actions)
            guard !step.events.isEmpty, let summary = machine.board.summary else { continue }
            return EventBatch(
                run: Self.id, events: step.events.map(EventCodec.stored), summary: summary,
                tasks: step.changed.map { machine.board.row(at: $0) }, outbox: [])
        }
        return nil
    }

    /// Now and then the process dies, and another one goes on from what was stored.
    mutating func resumesFromRows(_ board: Blackboard) {
        guard Int.random(in: 0..<12, using: &bits) == 0 else { return }
        machine = RunMachine(board: board, policy: policy)
        forget()
        hasLeft = true
    }

    private mutating func create() -> Step {
        let budget = Bool.random(using: &bits) ? MicroDollars(200) : nil
        return machine.create(MachineHarness.charter(budget: budget), plan: plan(), at: now)
    }

    private mutating func plan() -> [PlanTask] {
        (0..<Int.random(in: 1...14, using: &bits)).map { index in
            let needs = (0..<index).filter { _ in Int.random(in: 0..<4, using: &bits) == 0 }
            return PlanTask(
                id: TaskID("t/\(index)"), uses: Bool.random(using: &bits) ? "free" : "paid",
                needs: needs.map { TaskID("t/\($0)") } + (index == 3 ? ["t/99"] : []),
                gathers: Bool.random(using: &bits), asset: index % 3 == 0 ? AssetKey("\(index)") : nil,
                priority: Int.random(in: 1...5, using: &bits),
                onFailure: FailurePolicy.allCases[Int.random(in: 0..<4, using: &bits)],
                checkpoint: index % 4 == 3 ? "look" : nil, locks: index % 5 == 4 ? ["style"] : [],
                condition: index == 5 ? try? Condition(parsing: "brief.count > 1") : nil,  // It is well formed.
                parameters: index == 2 ? ["style": "woodcut"] : .object([:]))
        }
    }

    private mutating func goOn() -> Step {
        now = now + .milliseconds(Int64.random(in: 0...4_000, using: &bits))
        if hasLeft {
            hasLeft = false
            forget()
            machine = RunMachine(board: machine.board, policy: policy)
            return machine.take([.resume(holder: "p", byPerson: Bool.random(using: &bits))] + lettersIn(), at: now)
        }
        switch Int.random(in: 0..<40, using: &bits) {
        case 0: return machine.take([.interrupt(reason: "stopped", force: Bool.random(using: &bits))], at: now)
        case 1: return machine.take([.cancel(reason: "not wanted", by: "ada")], at: now)
        case 2...5: return machine.take([.tick], at: now)
        case 6...9: return machine.take(lettersIn(), at: now)
        case 10...14 where !looked.isEmpty: return machine.take([look()], at: now)
        case 15...18 where !searched.isEmpty: return machine.take([search()], at: now)
        default:
            guard !running.isEmpty else { return machine.take([.tick], at: now) }
            let order = running.remove(at: Int.random(in: running.indices, using: &bits))
            return machine.take([.answered(order.task.id, tryNumber: order.tryNumber, answer(to: order))], at: now)
        }
    }

    private mutating func forget() {
        running = []
        looked = []
        searched = []
    }

    private mutating func look() -> Input {
        let order = looked[Int.random(in: looked.indices, using: &bits)]
        guard let token = machine.board[order.task.id]?.token, Bool.random(using: &bits) else {
            let look: JobLook = Bool.random(using: &bits) ? .working(after: nil) : .unseen(after: nil)
            return .looked(order.task.id, tryNumber: order.tryNumber, look, asked: now)
        }
        let completion = TaskCompletion(
            task: order.task.id, tryNumber: order.tryNumber, token: token, output: ["looked": true],
            shortfall: Bool.random(using: &bits) ? "the sound is missing" : nil,
            failure: Int.random(in: 0..<4, using: &bits) == 0 ? TaskFailure(.permanent, "it failed there") : nil,
            spending: Spending(settled: MicroDollars(30)),
            records: [RoomFact(type: "note.made", payload: ["by": "job"])]
        )
        return .looked(order.task.id, tryNumber: order.tryNumber, .completed(completion), asked: now)
    }

    private mutating func search() -> Input {
        let order = searched.remove(at: Int.random(in: searched.indices, using: &bits))
        let found: JobSearch =
            switch Int.random(in: 0..<3, using: &bits) {
            case 0:
                .begun(
                    token: "found", deadline: now + .seconds(9),
                    records: [RoomFact(type: "note.made", payload: ["by": "search"])])
            case 1: .nothing
            default: .unknown(reason: "the list fits two")
            }
        return .searched(order.task.id, tryNumber: order.tryNumber, found)
    }

    /// Late answers, and what people decide: sometimes about what they were not shown.
    private mutating func lettersIn() -> [Input] {
        var found: [Letter] = []
        for state in machine.board.tasks {
            guard let token = state.token, Bool.random(using: &bits) else { continue }
            found.append(.completion(completion(of: state.task.id, state.tries, token)))
        }
        for (position, course) in machine.board.courses.sorted(by: { $0.key < $1.key }) {
            for lost in course.lost where Bool.random(using: &bits) {
                let id = machine.board.tasks[position].task.id
                found.append(.completion(completion(of: id, lost.number, lost.token ?? "of \(id)")))
            }
        }
        for state in machine.board.openGates where Bool.random(using: &bits) {
            let kind = state.gate.options[Int.random(in: state.gate.options.indices, using: &bits)]
            guard kind != .end || Int.random(in: 0..<5, using: &bits) == 0 else { continue }
            found.append(
                .decision(
                    Decision(
                        gate: state.gate.id, kind: kind, by: Self.ada,
                        shown: Int.random(in: 0..<6, using: &bits) == 0 ? "something else" : state.gate.shown,
                        notes: "a calmer sea", amount: MicroDollars(5_000),
                        records: kind == .supply ? [RoomFact(type: "note.made", payload: ["by": "ada"])] : [])))
        }
        if Int.random(in: 0..<10, using: &bits) == 0 { found.append(.budget(MicroDollars(900), by: Self.ada)) }
        return found.map { letter in
            letters += 1
            return .letter(letters, letter)
        }
    }

    private mutating func completion(of task: TaskID, _ tryNumber: Int, _ token: String) -> TaskCompletion {
        let failure = Int.random(in: 0..<6, using: &bits) == 0 ? TaskFailure(.permanent, "it could not be made") : nil
        return TaskCompletion(
            task: task, tryNumber: tryNumber, token: token, output: ["late": .integer(Int64(tryNumber))],
            failure: failure, spending: Spending(settled: MicroDollars(Int64.random(in: 0...40, using: &bits))))
    }

    private mutating func answer(to order: TaskOrder) -> AgentAnswer {
        let spending =
            order.task.uses == "paid"
            ? Spending(settled: MicroDollars(Int64.random(in: 0...40, using: &bits))) : .nothing
        let records =
            Int.random(in: 0..<4, using: &bits) == 0 ? [RoomFact(type: "note.made", payload: ["by": "agent"])] : []
        return AgentAnswer(outcome(of: order), records: records, spending: spending)
    }

    private mutating func outcome(of order: TaskOrder) -> AgentAnswer.Outcome {
        let name = order.task.id.text
        switch Int.random(in: 0..<14, using: &bits) {
        case 0: return .failed(TaskFailure(.transient(after: .seconds(1)), "busy"))
        case 1: return .failed(TaskFailure(.permanent, "refused"))
        case 2: return .failed(TaskFailure(.unknownOutcome, "the line was cut"))
        case 3: return .failed(TaskFailure(.needsPerson, "no key"))
        case 4, 5: return .suspended(token: "of \(name)", deadline: now + .seconds(5))
        case 6 where !name.contains("@"):
            return .spawn(
                [
                    PlanTask(id: TaskID(name + "@2"), uses: "paid", asset: order.task.asset, attempt: 2),
                    PlanTask(id: TaskID(name + "@3"), uses: "free", needs: [TaskID(name + "@2")]),
                ], output: ["sent": "back"])
        case 7: return .spawn([], output: .null)
        case 8: return .done(["text": .string(name)], shortfall: "one is missing")
        case 9, 10: return .done(["text": .string(name)])
        default: return .done(.null)
        }
    }

    private mutating func take(_ actions: [Step.Action]) {
        for action in actions {
            switch action {
            case .start(let order): running.append(order)
            case .look(let order, _, _): looked.append(order)
            case .search(let order, _): searched.append(order)
            case .abort, .abandon, .stopLooking, .askTotals: break
            case .leave: hasLeft = true
            }
        }
    }
}
