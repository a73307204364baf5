package import Core

/// The life of one run: facts go in, what must be made durable and then done comes out.
///
/// It holds no clock, no random bits and no handle; the conductor around it only carries out.
package struct RunMachine: Sendable {
    package private(set) var board: Blackboard
    let policy: EnginePolicy
    var ready = ReadyQueue()
    /// Positions of the tasks at work, with the sequence of the event that started each.
    var running: [Int: Int] = [:]
    /// Answers from outside that came before their try said that it waits for them, with their numbers in the inbox.
    var early: [TaskID: (number: Int, completion: TaskCompletion)] = [:]
    /// The tasks that wait for a time.
    var timed = DueTable()
    var jobs = JobTable()
    var locks = LockTable()
    var buying = Buying()
    /// The earlier days on which something was booked that an answer has corrected in this step.
    var correctedDays: Set<Int> = []
    var interruption: String?
    var hasLeft = false
    /// Whether the run was taken up in this step, so that what was due meanwhile is to be looked at.
    var isTakenUp = false
    var step = Step()
    private var now = Timestamp(milliseconds: 0)
    private var seeds: SeedTable?
    private var frame: OrderFrame?
    /// The tasks that the event being recorded touched, and for each the event that did; empty in between.
    private var touched: [Int] = []
    private var causes: [Int] = []

    package init(board: Blackboard, policy: EnginePolicy) {
        self.board = board
        self.policy = policy
        if let brief = board.charter?.brief { seeds = SeedTable(brief) }
    }

    /// The first facts of a run: its charter, its plan, and that it may start.
    package mutating func create(_ charter: RunCharter, plan: [PlanTask], at time: Timestamp) -> Step {
        found(charter, plan: plan, at: time)
        add(plan[...])
        return start()
    }

    /// The first fact of a run that is made in portions: then come `add`, again and again, and `start`.
    mutating func found(_ charter: RunCharter, plan: [PlanTask], at time: Timestamp) {
        now = time
        seeds = SeedTable(charter.brief)
        board.expect(tasks: plan.count, needs: plan.reduce(0) { $0 + $1.needs.count })
        emit(.runCreated(charter), by: charter.author.isEmpty ? "engine" : charter.author)
    }

    mutating func add(_ tasks: ArraySlice<PlanTask>) {
        for task in tasks { emit(.taskAdded(task, spawnedBy: nil), cause: 1) }
    }

    /// The plan is whole.
    mutating func start() -> Step {
        let money = ledger
        emit(.runStarted, cause: 1)
        openFirstGates()
        step.isNews = true
        return advance(since: money)
    }

    package mutating func take(_ inputs: [Input], at time: Timestamp) -> Step {
        now = time
        let money = ledger
        // An answer that is there is no loss, though its try is given up in the same step.
        for case .cancel in inputs { expectAnswers(in: inputs) }
        for input in Input.withoutOvertakenLooks(inputs) where !hasLeft {
            switch input {
            case .resume(let holder, let byPerson):
                expectAnswers(in: inputs)
                resume(by: holder, byPerson: byPerson)
            case .answered(let id, let tryNumber, let answer): take(answer, of: id, tryNumber: tryNumber)
            case .letter(let number, let letter): take(letter, number: number)
            case .looked(let id, let tryNumber, let look, let asked):
                take(look, asked: asked, of: id, tryNumber: tryNumber)
            case .searched(let id, let tryNumber, let search): take(search, of: id, tryNumber: tryNumber)
            case .totals(let totals): learn(totals)
            case .tick: wake()
            case .interrupt(let reason, let force): interrupt(reason, force: force)
            case .cancel(let reason, let by): cancel(reason, by: by)
            }
        }
        // After the completions that came in meanwhile: an answer that is there is not given up for its deadline.
        if isTakenUp, !hasLeft { wake() }
        isTakenUp = false
        lookAfterGates()
        return advance(since: money)
    }

    /// When the machine wants to be told the time; nil while nothing is due.
    package var nextDue: Timestamp? {
        [timed.first, board.gates.compactMap(\.due).min(), buying.dueForModels].compactMap { $0 }.min()
    }

    /// Whether a tick would give up on an answer or a decision, which may have come in meanwhile.
    package func givesUp(at time: Timestamp) -> Bool {
        timed.first.map { $0 <= time } ?? false
            && timed.positions.contains { position in
                let state = board.tasks[position]
                return state.status == .waiting && state.due.map { $0 <= time } ?? false
            }
            || board.openGates.contains { state in
                state.gate.onTimeout.decision != nil && state.gate.deadline.map { $0 <= time } ?? false
            }
    }

    // MARK: - What the parts below share

    var time: Timestamp { now }

    /// Says which task the next event is likely to be about.
    mutating func expect(_ position: Int) { board.expect(position) }

    @discardableResult
    mutating func emit(_ fact: EngineFact, by actor: String = "engine", cause: Int? = nil) -> Int {
        record(.engine(fact), by: actor, cause: cause)
    }

    /// Appends one event, and decides about each task that it made ready, without recursion however long the chain.
    @discardableResult
    mutating func record(_ fact: Event.Fact, by actor: String, cause: Int?) -> Int {
        let sequence = append(fact, by: actor, cause: cause)
        var next = 0
        while next < touched.count {
            let (position, cause) = (touched[next], causes[next])
            next += 1
            step.changed.append(position)
            if let consequence = decide(on: position, cause: cause) {
                append(.engine(consequence), by: "engine", cause: cause)
            }
        }
        touched.removeAll(keepingCapacity: true)
        causes.removeAll(keepingCapacity: true)
        return sequence
    }

    @discardableResult
    private mutating func append(_ fact: Event.Fact, by actor: String, cause: Int?) -> Int {
        let event = Event(
            sequence: board.lastSequence + 1, run: board.run, time: now, actor: actor, causation: cause, fact: fact)
        board.apply(event, touching: &touched)
        while causes.count < touched.count { causes.append(event.sequence) }
        // A decision may change what a task carries and nothing that would have to be decided about it.
        if case .engine(.gateDecided(let decision)) = fact {
            let task = board.gate(decision.gate)?.gate.task
            if let position = task.flatMap({ board.position(of: $0) }) { step.changed.append(position) }
        }
        step.events.append(event)
        return event.sequence
    }

    /// The order of a task's next try, or of the one that is under way.
    ///
    /// `records`: what the log would have in addition.
    mutating func order(
        for position: Int, isUnderWay: Bool = false, with records: [RoomFact] = []
    ) -> TaskOrder? {
        guard let frame = orderFrame else { return nil }
        let task = board.tasks[position].task
        var seed: Seed?
        if let asset = task.asset { seed = self.seed(of: asset, attempt: task.attempt) }
        var inputs = [TaskID: JSONValue](minimumCapacity: task.needs.count)
        for need in task.needs { inputs[need] = board.position(of: need).map { board.tasks[$0].output } }
        return TaskOrder(
            frame, task: task, tryNumber: board.tasks[position].tries + (isUnderWay ? 0 : 1), seed: seed,
            model: board.courses[position]?.model, guidance: guidance(for: position), inputs: inputs,
            records: records.isEmpty ? board.records : board.records + records,
            remainingShare: board.account.remainingShare)
    }

    /// What all orders share; made with the first.
    private var orderFrame: OrderFrame? {
        mutating get {
            if frame == nil { frame = board.charter.map { OrderFrame(run: board.run, charter: $0) } }
            return frame
        }
    }

    /// The order of a task that the plan does not have yet, as far as its price goes.
    mutating func order(for task: PlanTask, with records: [RoomFact]) -> TaskOrder? {
        guard let frame = orderFrame else { return nil }
        var seed: Seed?
        if let asset = task.asset { seed = self.seed(of: asset, attempt: task.attempt) }
        var inputs = [TaskID: JSONValue](minimumCapacity: task.needs.count)
        for need in task.needs { inputs[need] = board.position(of: need).map { board.tasks[$0].output } }
        return TaskOrder(
            frame, task: task, tryNumber: 1, seed: seed, inputs: inputs, records: board.records + records)
    }

    /// What people asked for: of the run, with the task when it was made, and of the task.
    private func guidance(for position: Int) -> [String] {
        let task = board.tasks[position].task
        let own = task.parameters[Self.notesParameter]?.array?.compactMap(\.string) ?? []
        // What is said where another task is sent back is about that one.
        let atGate = revised(before: task) == nil ? board.courses[position]?.notes ?? [] : []
        return board.notes + own + atGate
    }

    /// People may ask for more attempts than the brief allows; the seeds that there are stay the same.
    private mutating func seed(of asset: AssetKey, attempt: Int) -> Seed? {
        if let seed = seeds?.seed(of: asset, attempt: attempt) { return seed }
        guard let brief = board.charter?.brief, attempt > brief.attempts else { return nil }
        seeds = SeedTable(brief, attempts: attempt)
        return seeds?.seed(of: asset, attempt: attempt)
    }

    /// What follows for a task from the state it has just come into; a task that may start is queued.
    ///
    /// Where several events follow, all but the last are appended here.
    private mutating func decide(on position: Int, cause: Int) -> EngineFact? {
        lookAfterLocks(of: position)
        // The state is looked at in place: a copy of it for each event is what a large plan would spend most on.
        switch board.tasks[position].status {
        case .ready where board.isCancelling:
            return .taskCancelled(board.tasks[position].task.id, spending: .nothing)
        case .ready where board.courses[position]?.detours.last?.strategy == .skip:
            return .taskSkipped(
                board.tasks[position].task.id, byCondition: true,
                reason: "it was optional, and failed: \(board.tasks[position].failure ?? "")")
        case .ready:
            if board.tasks[position].tries == 0, let refusal = refusal(of: position) { return refusal }
            if board.tasks[position].task.checkpoint != nil {
                let facts = remaking(before: position)
                for fact in facts.dropLast() { append(.engine(fact), by: "engine", cause: cause) }
                if let last = facts.last { return last }
            }
            if let gate = checkpoint(before: position) { return .gateOpened(gate) }
            ready.push(position, priority: board.tasks[position].task.priority)
            return nil
        case .waiting where board.tasks[position].isParent && board.tasks[position].openChildren == 0:
            let state = board.tasks[position]
            return .taskSucceeded(state.task.id, output: state.output, shortfall: nil, spending: .nothing)
        case .escalated where board.courses[position]?.gate == nil && !board.isCancelling:
            return .gateOpened(reviewGate(of: position))
        case .retrying, .waiting:
            if let due = board.tasks[position].due { timed.insert(position, due: due) }
            return nil
        case .pending, .running, .succeeded, .escalated, .failed, .cancelled, .skipped: return nil
        }
    }

    /// Why a task whose needs are all final does not start after all.
    private func refusal(of position: Int) -> EngineFact? {
        if board.tasks[position].failedNeeds == 0, board.tasks[position].task.condition == nil { return nil }
        let state = board.tasks[position]
        let failed = Int(state.failedNeeds)
        if failed > 0, !state.task.gathers || failed == state.task.needs.count {
            let culprit = state.task.needs.first { board[$0].map { !$0.isSatisfied } ?? true }
            return .taskSkipped(
                state.task.id, byCondition: false,
                reason: "it needs \(culprit?.text ?? "a task"), which did not succeed"
            )
        }
        guard let condition = state.task.condition, let brief = board.charter?.brief else { return nil }
        do {
            let outputs = outputs(for: condition, of: state.task)
            if try condition.holds(in: ["brief": brief.json, "outputs": .object(outputs)]) { return nil }
            return .taskSkipped(
                state.task.id, byCondition: true, reason: "its condition does not hold: \(condition.text)")
        } catch {
            let failure = TaskFailure(.permanent, "the condition '\(condition.text)' can't be decided: \(error)")
            return .taskFailed(state.task.id, failure: failure, spending: .nothing)
        }
    }

    /// What a condition sees under `outputs`, by the workflow's names.
    ///
    /// A task of the same asset and attempt goes first, then the asset's first attempt, then a task of the run as a whole; a task
    /// of the run sees a task that there is for each asset as the list of what all of them put out.
    private func outputs(for condition: Condition, of task: PlanTask) -> [String: JSONValue] {
        var outputs: [String: JSONValue] = [:]
        for path in condition.paths where path.members.first == "outputs" && path.members.count > 1 {
            let name = path.members[1]
            let own = [task.attempt, 1].map { PlanExpansion.id(of: name, asset: task.asset, attempt: $0) }
            outputs[name] =
                (own + [TaskID(name)]).lazy.compactMap { board[$0]?.output }.first
                ?? .array(board.tasks.filter { $0.task.id.template == name }.map(\.output))
        }
        return outputs
    }
}
