package import Core

/// The state of a run: a pure fold of its events, and nothing that they do not say.
package struct Blackboard: Hashable, Sendable {
    package let run: RunID
    package private(set) var charter: RunCharter?
    package private(set) var status = RunStatus.queued
    /// Why the run waits or how it ended.
    package private(set) var reason = ""
    /// In the order in which they were added.
    package internal(set) var tasks: [TaskState] = []
    /// What rooms have put into the log.
    package internal(set) var records: [RoomFact] = []
    package private(set) var reserved = MicroDollars.zero
    package private(set) var spent = MicroDollars.zero
    package private(set) var unknown = MicroDollars.zero
    /// What was settled or became unknown on each day, counted from 1970 in UTC.
    package internal(set) var booked: [Int: MicroDollars] = [:]
    package private(set) var finishedAt: Timestamp?
    /// When its last process left it to people; nil as long as none has.
    private(set) var waitingSince: Timestamp?
    package internal(set) var lastSequence = 0
    package private(set) var isCancelling = false
    /// How many processes took the run up, its first included, without any task result since.
    package internal(set) var barrenResumes = 0
    /// So many, and it is parked.
    static let barrenLimit = 3
    /// How the reason begins for which a parked run waits.
    static let parkedMark = "parked: "
    /// How many tasks are not final.
    package private(set) var openTasks = 0
    /// The assets that a task has succeeded for.
    package private(set) var servedAssets: Set<AssetKey> = []
    /// What the run may spend; nil where only the settings' budgets bind.
    package internal(set) var budget: MicroDollars?
    /// The shared ceilings that people have raised for this run.
    package internal(set) var raised: [BudgetScope: MicroDollars] = [:]
    /// What the run was last expected to cost in the end, where that was more than its budget.
    package internal(set) var predictedOverrun: MicroDollars?
    /// Why nothing more is bought; nil while calls are made.
    package internal(set) var spendingStop: SpendingStop?
    /// The tier that its models are held to since the money became scarce.
    package internal(set) var loweredTier: QualityTier?
    /// In the order in which they opened.
    package internal(set) var gates: [GateState] = []
    /// What people asked for that is about the whole run.
    package internal(set) var notes: [String] = []
    /// By position: what only some tasks have.
    package internal(set) var courses: [Int: TaskCourse] = [:]
    /// By the registry's name.
    package internal(set) var models: [String: ModelHealth] = [:]
    private var graph = TaskGraph()

    package init(run: RunID) { self.run = run }

    /// The board that a run's whole log leads to.
    package init(run: RunID, events: some Sequence<Event>) {
        self.init(run: run)
        for event in events { apply(event) }
    }

    package func position(of task: TaskID) -> Int? { graph.position(of: task, in: tasks) }
    package subscript(task: TaskID) -> TaskState? { position(of: task).map { tasks[$0] } }

    /// Takes one event in and gives the positions of the tasks that it changed, those that became ready by it included.
    @discardableResult
    package mutating func apply(_ event: Event) -> [Int] {
        var touched: [Int] = []
        apply(event, touching: &touched)
        return touched
    }

    /// The same for whoever applies many: the positions are appended to a list of the caller's.
    mutating func apply(_ event: Event, touching touched: inout [Int]) {
        lastSequence = event.sequence
        switch event.fact {
        case .room(let record): records.append(record)
        case .engine(let fact): apply(fact, of: event.sequence, at: event.time, touching: &touched)
        }
    }

    /// Says which task the next event is likely to be about, so that its name need not be looked up.
    mutating func expect(_ position: Int) { graph.expect(position) }

    /// Makes room for the tasks of a plan.
    mutating func expect(tasks count: Int, needs: Int) {
        tasks.reserveCapacity(tasks.count + count)
        graph.expect(tasks: count, needs: needs)
    }

    private mutating func apply(
        _ fact: EngineFact, of sequence: Int, at time: Timestamp, touching touched: inout [Int]
    ) {
        switch fact {
        case .runCreated(let charter):
            self.charter = charter
            budget = charter.budget
        case .taskAdded(let task, let spawner):
            if let at = add(task, spawnedBy: spawner, in: sequence) { touched.append(at) }
        case .runStarted:
            status = .running
            barrenResumes = 1
        case .runResumed:
            status = .running
            if !isCancelling { reason = "" }
            barrenResumes += 1
        case .runInterrupted(let reason):
            status = .queued
            self.reason = reason
            barrenResumes = 0
        case .runCancelRequested(let reason):
            isCancelling = true
            self.reason = reason
        case .runWaiting(let reason):
            status = .waiting
            waitingSince = time
            self.reason = reason
            // Its process left it in good order, unless it was parked.
            if !reason.hasPrefix(Self.parkedMark) { barrenResumes = 0 }
        case .runFinished(let status, let reason):
            self.status = status
            self.reason = reason
            finishedAt = time
        case .budgetSet, .costOverrunWarned, .spendingStopped, .tierLowered, .modelSuspended, .modelRestored:
            apply(spending: fact)
        case .gateOpened, .gateReminded, .gateDecided, .gateVoided, .decisionRefused:
            apply(gate: fact, at: time, touching: &touched)
        case .modelChosen(let id, let choice):
            guard let at = touch(id, &touched) else { return }
            courses[at, default: TaskCourse()].model = choice.model
            courses[at, default: TaskCourse()].loss = choice.loss
            courses[at, default: TaskCourse()].standsInFor = choice.standsInFor
        case .taskStarted(let id, let tryNumber, let terms):
            guard let at = touch(id, &touched) else { return }
            start(at, tryNumber, terms, time)
        case .taskSucceeded(let id, let output, let shortfall, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(nil, at: at)
            guard !tasks[at].status.isFinal else { return }  // What was cancelled brings nothing any more.
            tasks[at].output = output
            courses[at]?.late.removeAll { $0.output == output }
            tasks[at].shortfall = shortfall
            tasks[at].told = output == .null && shortfall == nil ? 0 : Int32(sequence)
            if let asset = tasks[at].task.asset { servedAssets.insert(asset) }
            close(at, as: .succeeded, time, touching: &touched)
        case .taskSpawned(let id, let children, let output, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(nil, at: at)
            tasks[at].output = output
            tasks[at].told = output == .null ? 0 : Int32(sequence)
            tasks[at].status = .waiting
            tasks[at].isParent = true
            tasks[at].openChildren = openTasks(among: children)
        case .taskSuspended(let id, let token, let deadline, let spending):
            guard let at = touch(id, &touched) else { return }
            // What the answer may still cost stays reserved until it comes.
            let rest = max(.zero, tasks[at].reserved - spending.settled - spending.unknown)
            settle(at, spending, time, result: true)
            reserve(rest, at: at)
            tasks[at].status = .waiting
            tasks[at].token = token
            tasks[at].due = deadline
        case .taskRetrying(let id, let failure, let until, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            noteLoss(at: at, spending, time)
            note(failure, at: at)
            tasks[at].status = .retrying
            tasks[at].failure = failure.message
            tasks[at].due = until
        case .taskRerouted(let id, let step, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            noteLoss(at: at, spending, time)
            note(failure, at: at)
            reroute(at, step, failure)
        case .taskAwaits(let id, let needs):
            guard let at = touch(id, &touched) else { return }
            wait(for: needs, at: at)
        case .taskEscalated(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            noteLoss(at: at, spending, time)
            note(failure, at: at)
            tasks[at].status = .escalated
            tasks[at].needsPerson = failure.kind == .needsPerson
            tasks[at].failure = failure.message
        case .taskFailed(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            noteLoss(at: at, spending, time)
            note(failure, at: at)
            tasks[at].failure = failure.message
            close(at, as: .failed, time, touching: &touched)
        case .taskSkipped(let id, let byCondition, let reason):
            guard let at = touch(id, &touched) else { return }
            tasks[at].isUncalledFor = byCondition
            if !byCondition { tasks[at].failure = reason }
            close(at, as: .skipped, time, touching: &touched)
        case .taskCancelled(let id, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: false)
            noteLoss(at: at, spending, time)
            close(at, as: .cancelled, time, touching: &touched)
        case .taskLost(let id, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: false)
            noteLoss(at: at, spending, time)
            tasks[at].status = .ready
        case .taskAnsweredLate(let id, let answer):
            guard let at = touch(id, &touched) else { return }
            take(late: answer, at: at)
        }
    }

    /// A task whose name is taken changes nothing: whoever asks for the name means the first.
    ///
    /// Answers its position.
    @discardableResult
    mutating func add(_ task: PlanTask, spawnedBy spawner: TaskID?, in sequence: Int) -> Int? {
        guard let place = graph.place(for: task.id, after: tasks) else { return nil }
        let position = tasks.count
        var state = TaskState(task, added: sequence)
        state.share(with: tasks.last)
        state.parent = spawner.flatMap { self.position(of: $0) }
        // What it needs must have been added before; a name that comes later is not waited for.
        for need in task.needs { link(need, to: position, &state) }
        if state.openNeeds == 0 { state.status = .ready }
        graph.add(position, at: place)
        tasks.append(state)
        openTasks += 1
        return position
    }

    /// Has a task wait for one of its needs, or counts what that one brought where it is final.
    private mutating func link(_ need: TaskID, to position: Int, _ state: inout TaskState) {
        guard let at = self.position(of: need) else { return }
        if tasks[at].status.isFinal {
            if !tasks[at].isSatisfied { state.failedNeeds += 1 }
        } else {
            state.openNeeds += 1
            graph.connect(at, to: position)
        }
    }

    /// A task that has not started waits for more than it was planned to.
    private mutating func wait(for needs: [TaskID], at position: Int) {
        guard !tasks[position].status.isFinal, tasks[position].status != .running else { return }
        var state = tasks[position]
        let fresh = needs.filter { need in self.position(of: need) != nil && !state.task.needs.contains(need) }
        state.wait(for: fresh)
        for need in fresh { link(need, to: position, &state) }
        state.status = state.openNeeds == 0 ? .ready : .pending
        tasks[position] = state
    }

    /// Brings the tasks where their rows say they stand, after the events that are not about one task were applied.
    ///
    /// Whatever those did to tasks is replaced: the rows say what all events together did.
    mutating func restore(_ states: [TaskState], courses: [Int: TaskCourse]) {
        self.courses = courses
        let parents = tasks.map(\.parent)
        tasks = states
        graph.forgetEdges()
        for position in tasks.indices {
            var state = tasks[position]
            state.parent = parents[position]
            let planned = state.task.needs.count - state.awaited.count
            // A planned need was waited for only if it had been added before.
            for (index, need) in state.task.needs.enumerated()
            where index >= planned || (self.position(of: need) ?? position) < position {
                link(need, to: position, &state)
            }
            tasks[position] = state
            if let parent = state.parent, !state.status.isFinal { tasks[parent].openChildren += 1 }
            if state.status.isFinal { openTasks -= 1 }
            if state.status == .succeeded, let asset = state.task.asset { servedAssets.insert(asset) }
            reserved = reserved + state.reserved
            spent = spent + state.spent
            unknown = unknown + state.unknown
        }
    }

    private mutating func start(_ at: Int, _ tryNumber: Int, _ terms: TryTerms, _ time: Timestamp) {
        if terms != .free {
            courses[at, default: TaskCourse()].model = terms.model
            courses[at, default: TaskCourse()].isRepeatable = terms.isRepeatable
            courses[at, default: TaskCourse()].begunAt = terms.isRepeatable ? nil : time
        }
        tasks[at].status = .running
        tasks[at].tries = tryNumber
        tasks[at].due = nil
        tasks[at].token = nil
        if tasks[at].startedAt == nil { tasks[at].startedAt = time }
        reserve(terms.reserved, at: at)
        // Something is bought again.
        if terms.reserved > .zero { spendingStop = nil }
    }

    private mutating func reserve(_ amount: MicroDollars, at: Int) {
        tasks[at].reserved = amount
        reserved = reserved + amount
    }

    /// A fact about a task that the board does not know changes nothing.
    private func touch(_ id: TaskID, _ touched: inout [Int]) -> Int? {
        guard let at = position(of: id) else { return nil }
        touched.append(at)
        return at
    }

    private func openTasks(among ids: [TaskID]) -> Int32 {
        Int32(ids.count { id in position(of: id).map { !tasks[$0].status.isFinal } ?? false })
    }

    /// Gives the reservation back and books what was spent; `result` tells a real outcome from a try cut short.
    private mutating func settle(_ at: Int, _ spending: Spending, _ time: Timestamp, result: Bool) {
        if result { barrenResumes = 0 }
        guard spending != .nothing || tasks[at].reserved != .zero else { return }
        reserved = reserved - tasks[at].reserved
        tasks[at].reserved = .zero
        tasks[at].spent = tasks[at].spent + spending.settled
        tasks[at].unknown = tasks[at].unknown + spending.unknown
        spent = spent + spending.settled
        unknown = unknown + spending.unknown
        if spending != .nothing {
            booked[time.day, default: .zero] = booked[time.day, default: .zero] + spending.settled + spending.unknown
        }
    }

    /// What was booked as of unknown outcome on a day is known now.
    mutating func correct(by spending: Spending, inPlaceOf unknown: MicroDollars, on day: Int) {
        spent = spent + spending.settled
        self.unknown = self.unknown - unknown + spending.unknown
        booked[day] = (booked[day] ?? .zero) - unknown + spending.settled + spending.unknown
    }

    /// Ends a task, and notes those that became ready by it and a parent that waited for it.
    private mutating func close(
        _ at: Int, as status: TaskStatus, _ time: Timestamp, touching touched: inout [Int]
    ) {
        guard !tasks[at].status.isFinal else { return }
        tasks[at].status = status
        tasks[at].finishedAt = time
        tasks[at].due = nil
        tasks[at].token = nil
        openTasks -= 1
        let isSatisfied = tasks[at].isSatisfied
        var edge = graph.firstEdge(of: at)
        while let here = edge {
            edge = graph.edge(after: here, of: at)
            let dependent = graph.dependent(at: here)
            tasks[dependent].openNeeds -= 1
            if !isSatisfied { tasks[dependent].failedNeeds += 1 }
            if tasks[dependent].openNeeds == 0, tasks[dependent].status == .pending {
                tasks[dependent].status = .ready
                touched.append(dependent)
            }
        }
        if let parent = tasks[at].parent {
            tasks[parent].openChildren -= 1
            touched.append(parent)
        }
    }
}
