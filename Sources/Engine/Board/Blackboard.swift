package import Core

/// The state of a run: a pure fold of its events, and nothing that they do not say.
package struct Blackboard: Hashable, Sendable {
    package let run: RunID
    package private(set) var charter: RunCharter?
    package private(set) var status = RunStatus.queued
    /// Why the run waits or how it ended.
    package private(set) var reason = ""
    /// In the order in which they were added.
    package private(set) var tasks: [TaskState] = []
    /// What rooms have put into the log.
    package private(set) var records: [RoomFact] = []
    package private(set) var reserved = MicroDollars.zero
    package private(set) var spent = MicroDollars.zero
    package private(set) var unknown = MicroDollars.zero
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
    private var graph = TaskGraph()

    package init(run: RunID) { self.run = run }

    /// The board that a run's whole log leads to.
    package init(run: RunID, events: some Sequence<Event>) {
        self.init(run: run)
        for event in events { apply(event) }
    }

    /// The board that a run's rows lead to: what its events say that are not about one task, and the tasks as they stand.
    init(
        run: RunID, events: some Sequence<Event>, tasks restored: [(state: TaskState, spawner: TaskID?)],
        lastSequence: Int, barrenResumes: Int
    ) {
        self.init(run: run, events: events)
        self.lastSequence = lastSequence
        self.barrenResumes = barrenResumes
        expect(tasks: restored.count, needs: 0)  // Most needs of a run that is resumed are met.
        for (state, spawner) in restored { restore(state, spawnedBy: spawner) }
    }

    package func position(of task: TaskID) -> Int? { graph.position(of: task, in: tasks) }
    package subscript(task: TaskID) -> TaskState? { graph.position(of: task, in: tasks).map { tasks[$0] } }

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

    /// Makes room for the tasks of a plan.
    mutating func expect(tasks count: Int, needs: Int) {
        tasks.reserveCapacity(tasks.count + count)
        graph.expect(tasks: count, needs: needs)
    }

    private mutating func apply(
        _ fact: EngineFact, of sequence: Int, at time: Timestamp, touching touched: inout [Int]
    ) {
        switch fact {
        case .runCreated(let charter): self.charter = charter
        case .taskAdded(let task, let spawner): add(task, spawnedBy: spawner, in: sequence, &touched)
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
        case .taskStarted(let id, let tryNumber, let reserved):
            guard let at = touch(id, &touched) else { return }
            start(at, tryNumber, reserved, time)
        case .taskSucceeded(let id, let output, let shortfall, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].output = output
            tasks[at].shortfall = shortfall
            tasks[at].told = output == .null && shortfall == nil ? 0 : Int32(sequence)
            if let asset = tasks[at].task.asset { servedAssets.insert(asset) }
            close(at, as: .succeeded, time, touching: &touched)
        case .taskSpawned(let id, let children, let output, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].output = output
            tasks[at].told = output == .null ? 0 : Int32(sequence)
            tasks[at].status = .waiting
            tasks[at].isParent = true
            tasks[at].openChildren = openTasks(among: children)
        case .taskSuspended(let id, let token, let deadline, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].status = .waiting
            tasks[at].token = token
            tasks[at].due = deadline
        case .taskRetrying(let id, let failure, let until, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].status = .retrying
            tasks[at].failure = failure.message
            tasks[at].due = until
        case .taskEscalated(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].status = .escalated
            tasks[at].needsPerson = failure.kind == .needsPerson
            tasks[at].failure = failure.message
        case .taskFailed(let id, let failure, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: true)
            tasks[at].failure = failure.message
            close(at, as: .failed, time, touching: &touched)
        case .taskSkipped(let id, let byCondition, let reason):
            guard let at = touch(id, &touched) else { return }
            tasks[at].isUncalledFor = byCondition
            if !byCondition { tasks[at].failure = reason }
            close(at, as: .skipped, time, touching: &touched)
        case .taskCancelled(let id, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: false)
            close(at, as: .cancelled, time, touching: &touched)
        case .taskLost(let id, let spending):
            guard let at = touch(id, &touched) else { return }
            settle(at, spending, result: false)
            tasks[at].status = .ready
        }
    }

    /// A task whose name is taken changes nothing: whoever asks for the name means the first.
    private mutating func add(
        _ task: PlanTask, spawnedBy spawner: TaskID?, in sequence: Int, _ touched: inout [Int]
    ) {
        guard graph.position(of: task.id, in: tasks) == nil else { return }
        var state = TaskState(task, added: sequence)
        state.parent = spawner.flatMap { graph.position(of: $0, in: tasks) }
        touched.append(tasks.count)
        append(state)
        if tasks[tasks.count - 1].openNeeds == 0 { tasks[tasks.count - 1].status = .ready }
    }

    /// Gives a task its place, and counts what it waits for.
    private mutating func append(_ state: TaskState) {
        var state = state
        let position = tasks.count
        state.share(with: tasks.last)
        state.openNeeds = 0
        state.failedNeeds = 0
        graph.add(state.task.id, after: tasks)
        for need in state.task.needs {
            guard let at = graph.position(of: need, in: tasks), at < position else { continue }
            if tasks[at].status.isFinal {
                if !tasks[at].isSatisfied { state.failedNeeds += 1 }
            } else {
                state.openNeeds += 1
                graph.connect(at, to: position)
            }
        }
        if !state.status.isFinal { openTasks += 1 }
        tasks.append(state)
    }

    /// Appends a task that events before have brought where it stands.
    private mutating func restore(_ state: TaskState, spawnedBy spawner: TaskID?) {
        var state = state
        state.parent = spawner.flatMap { graph.position(of: $0, in: tasks) }
        if let parent = state.parent, !state.status.isFinal { tasks[parent].openChildren += 1 }
        if state.status == .succeeded, let asset = state.task.asset { servedAssets.insert(asset) }
        reserved = reserved + state.reserved
        spent = spent + state.spent
        unknown = unknown + state.unknown
        append(state)
    }

    private mutating func start(_ at: Int, _ tryNumber: Int, _ amount: MicroDollars, _ time: Timestamp) {
        tasks[at].status = .running
        tasks[at].tries = tryNumber
        tasks[at].due = nil
        tasks[at].token = nil
        if tasks[at].startedAt == nil { tasks[at].startedAt = time }
        tasks[at].reserved = amount
        reserved = reserved + amount
    }

    /// A fact about a task that the board does not know changes nothing.
    private func touch(_ id: TaskID, _ touched: inout [Int]) -> Int? {
        guard let at = graph.position(of: id, in: tasks) else { return nil }
        touched.append(at)
        return at
    }

    private func openTasks(among ids: [TaskID]) -> Int32 {
        Int32(ids.count { id in graph.position(of: id, in: tasks).map { !tasks[$0].status.isFinal } ?? false })
    }

    /// Gives the reservation back and books what was spent; `result` tells a real outcome from a try cut short.
    private mutating func settle(_ at: Int, _ spending: Spending, result: Bool) {
        if result { barrenResumes = 0 }
        guard spending != .nothing || tasks[at].reserved != .zero else { return }
        reserved = reserved - tasks[at].reserved
        tasks[at].reserved = .zero
        tasks[at].spent = tasks[at].spent + spending.settled
        tasks[at].unknown = tasks[at].unknown + spending.unknown
        spent = spent + spending.settled
        unknown = unknown + spending.unknown
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
