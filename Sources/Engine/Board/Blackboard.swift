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
    package private(set) var booked: [Int: MicroDollars] = [:]
    package private(set) var finishedAt: Timestamp?
    package private(set) var lastSequence = 0
    package private(set) var isCancelling = false
    /// How many processes took the run up, its first included, without any task result since.
    package private(set) var barrenResumes = 0
    /// So many, and it is parked.
    static let barrenLimit = 3
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
    private var positions: [TaskID: Int] = [:]

    package init(run: RunID) { self.run = run }

    /// The board that a run's whole log leads to.
    package init(run: RunID, events: some Sequence<Event>) {
        self.init(run: run)
        for event in events { apply(event) }
    }

    package func position(of task: TaskID) -> Int? { positions[task] }
    package subscript(task: TaskID) -> TaskState? { positions[task].map { tasks[$0] } }

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
        case .engine(let fact): apply(fact, at: event.time, touching: &touched)
        }
    }

    /// Makes room for the tasks of a plan.
    mutating func expect(tasks count: Int) {
        tasks.reserveCapacity(tasks.count + count)
        positions.reserveCapacity(tasks.count + count)
    }

    private mutating func apply(_ fact: EngineFact, at time: Timestamp, touching touched: inout [Int]) {
        switch fact {
        case .runCreated(let charter):
            self.charter = charter
            budget = charter.budget
        case .taskAdded(let task, let spawner): touched += add(task, spawnedBy: spawner)
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
            self.reason = reason
            // Its process left it in good order, unless it was parked just now.
            if barrenResumes < Self.barrenLimit { barrenResumes = 0 }
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
        case .taskStarted(let id, let tryNumber, let terms):
            guard let at = touch(id, &touched) else { return }
            start(at, tryNumber, terms, time)
        case .taskSucceeded(let id, let output, let shortfall, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(nil, at: at)
            tasks[at].output = output
            tasks[at].shortfall = shortfall
            if let asset = tasks[at].task.asset { servedAssets.insert(asset) }
            close(at, as: .succeeded, time, touching: &touched)
        case .taskSpawned(let id, let children, let output, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(nil, at: at)
            tasks[at].output = output
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
            note(failure, at: at)
            tasks[at].status = .retrying
            tasks[at].failure = failure.message
            tasks[at].due = until
        case .taskRerouted(let id, let step, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(failure, at: at)
            reroute(at, step, failure)
        case .taskAwaits(let id, let needs):
            guard let at = touch(id, &touched) else { return }
            wait(for: needs, at: at)
        case .taskEscalated(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
            note(failure, at: at)
            tasks[at].status = .escalated
            tasks[at].needsPerson = failure.kind == .needsPerson
            tasks[at].failure = failure.message
        case .taskFailed(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: true)
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
            close(at, as: .cancelled, time, touching: &touched)
        case .taskLost(let id, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, time, result: false)
            tasks[at].status = .ready
        }
    }

    /// A task whose name is taken changes nothing: whoever asks for the name means the first.
    private mutating func add(_ task: PlanTask, spawnedBy spawner: TaskID?) -> [Int] {
        guard positions[task.id] == nil else { return [] }
        var state = TaskState(task)
        let position = tasks.count
        for need in task.needs { link(need, to: position, &state) }
        if state.openNeeds == 0 { state.status = .ready }
        state.parent = spawner.flatMap { positions[$0] }
        tasks.append(state)
        positions[task.id] = position
        openTasks += 1
        return [position]
    }

    /// Has a task wait for one of its needs, or counts what that one brought where it is final.
    private mutating func link(_ need: TaskID, to position: Int, _ state: inout TaskState) {
        guard let at = positions[need] else { return }
        if tasks[at].status.isFinal {
            if !tasks[at].isSatisfied { state.failedNeeds += 1 }
        } else {
            state.openNeeds += 1
            tasks[at].dependents.append(position)
        }
    }

    /// A task that has not started waits for more than it was planned to.
    private mutating func wait(for needs: [TaskID], at position: Int) {
        guard !tasks[position].status.isFinal, tasks[position].status != .running else { return }
        var state = tasks[position]
        let fresh = needs.filter { need in positions[need] != nil && !state.task.needs.contains(need) }
        state.task.needs += fresh
        for need in fresh { link(need, to: position, &state) }
        state.status = state.openNeeds == 0 ? .ready : .pending
        tasks[position] = state
    }

    private mutating func start(_ at: Int, _ tryNumber: Int, _ terms: TryTerms, _ time: Timestamp) {
        if terms != .free {
            courses[at, default: TaskCourse()].model = terms.model
            courses[at, default: TaskCourse()].isRepeatable = terms.isRepeatable
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
        guard let at = positions[id] else { return nil }
        touched.append(at)
        return at
    }

    private func openTasks(among ids: [TaskID]) -> Int {
        ids.count { id in positions[id].map { !tasks[$0].status.isFinal } ?? false }
    }

    /// Gives the reservation back and books what was spent; `result` tells a real outcome from a try cut short.
    private mutating func settle(_ at: Int, _ spending: Spending, _ time: Timestamp, result: Bool) {
        reserved = reserved - tasks[at].reserved
        tasks[at].reserved = .zero
        tasks[at].spent = tasks[at].spent + spending.settled
        tasks[at].unknown = tasks[at].unknown + spending.unknown
        spent = spent + spending.settled
        unknown = unknown + spending.unknown
        if spending != .nothing {
            booked[time.day, default: .zero] = booked[time.day, default: .zero] + spending.settled + spending.unknown
        }
        if result { barrenResumes = 0 }
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
        for dependent in tasks[at].dependents {
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
