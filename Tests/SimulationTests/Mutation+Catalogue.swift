extension Mutation {
    /// The bugs that the simulation must find.
    static let all: [Mutation] = money + order + time + recovery + jobs + gates + memory + telling

    private static let money = [
        Mutation(
            "a reservation looks at nothing but what is spent", in: "Machine/RunMachine+Budget.swift",
            "ceilings.map { $0.amount - $0.booked - board.reserved }.min()",
            becomes: "ceilings.map { $0.amount - $0.booked }.min()"),
        Mutation(
            "money of unknown outcome is not counted against the budget", in: "Machine/RunMachine+Budget.swift",
            "let own = board.spent + board.unknown", becomes: "let own = board.spent"),
        Mutation(
            "what other runs have spent is told before what is newer", in: "Conduct/RunConductor+Deciding.swift",
            "inputs.append(.totals([scope: others]))", becomes: "inputs.insert(.totals([scope: others]), at: 0)"),
        Mutation(
            "a batch does not say under which ceilings it reserves", in: "Machine/RunMachine+Models.swift",
            "step.limits = limits", becomes: "_ = limits"),
        Mutation(
            "a suspended try holds no money", in: "Board/Blackboard.swift", "reserve(rest, at: at)",
            becomes: "reserve(.zero, at: at)"),
        Mutation(
            "what is suspended while its run is ended costs nothing", in: "Machine/RunMachine+Answers.swift",
            "unknown: spending.unknown + max(.zero, rest))", becomes: "unknown: spending.unknown)"),
        Mutation(
            "a lost paid try costs nothing", in: "Machine/RunMachine+Stopping.swift",
            "let spending = Spending(settled: .zero, unknown: state.reserved)",
            becomes: "let spending = Spending.nothing"),
        Mutation(
            "an answer that was cut off costs nothing", in: "Machine/RunMachine+Answers.swift",
            "return Spending(settled: .zero, unknown: reserved)", becomes: "return answer.spending"),
        Mutation(
            "a paid try that was cut short is simply made again", in: "Machine/RunMachine+Stopping.swift",
            "if isRepeatable(position) {\n            emit(.taskLost", becomes: "if true {\n            emit(.taskLost"),
        Mutation(
            "what may have been bought is bought again unasked", in: "Machine/RunMachine+Recovery.swift",
            "case .ask: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)",
            becomes:
                "case .ask: emit(.taskRetrying(id, failure: failure, until: time, spending: spending), by: by, cause: cause)"
        ),
        Mutation(
            "the answer to a try that was given up is dropped", in: "Machine/RunMachine+Answers.swift",
            "takeLate(completion, at: position)", becomes: ""),
        Mutation(
            "what a late answer settles stays unknown as well", in: "Board/Blackboard+Late.swift",
            "tasks[at].unknown - lost.unknown + spending.unknown", becomes: "tasks[at].unknown + spending.unknown"),
        Mutation(
            "what came late is bought again", in: "Machine/RunMachine+Late.swift",
            "case .ready, .retrying, .escalated: return true",
            becomes: "case .ready, .retrying, .escalated: return false"),
        Mutation(
            "what came late is forgotten where the next try fails", in: "Machine/RunMachine+Recovery.swift",
            "if board.lateOutput(at: position) != nil {", becomes: "if false {"),
        Mutation(
            "a reservation is not given back", in: "Board/Blackboard.swift",
            "reserved = reserved - tasks[at].reserved", becomes: "reserved = reserved - .zero"),
    ]

    private static let order = [
        Mutation(
            "a task starts beside the one it needs", in: "Board/Blackboard.swift",
            "if tasks[dependent].openNeeds == 0, tasks[dependent].status == .pending {",
            becomes: "if tasks[dependent].openNeeds <= 1, tasks[dependent].status == .pending {"),
        Mutation(
            "a task starts though what it needs failed", in: "Machine/RunMachine.swift",
            "if failed > 0, !state.task.gathers || failed == state.task.needs.count {",
            becomes: "if failed > 0, !state.task.gathers, failed == state.task.needs.count {"),
        Mutation(
            "one task too many is at work", in: "Machine/RunMachine+Start.swift",
            "while running.count + jobs.searches.count < policy.concurrency,",
            becomes: "while running.count + jobs.searches.count <= policy.concurrency,"),
        Mutation(
            "a parent is done one child too early", in: "Machine/RunMachine.swift",
            "board.tasks[position].isParent && board.tasks[position].openChildren == 0",
            becomes: "board.tasks[position].isParent && board.tasks[position].openChildren <= 1"),
        Mutation(
            "a run ends while its last task is open", in: "Machine/RunMachine+Start.swift",
            "} else if board.openTasks == 0, board.charter != nil {",
            becomes: "} else if board.openTasks <= 1, board.charter != nil {"),
    ]

    private static let time = [
        Mutation(
            "a retry does not rest", in: "Machine/RunMachine+Recovery.swift", "until: time + delay, spending: spending",
            becomes: "until: time, spending: spending"),
        Mutation(
            "a task that is queued twice does not rest", in: "Machine/RunMachine+Start.swift",
            "|| board.tasks[position].status == .retrying && !timed.contains(position),",
            becomes: "|| board.tasks[position].status == .retrying,"),
        Mutation(
            "an answer is given up before its deadline", in: "Machine/RunMachine+Answers.swift",
            "guard let due = state.due, due <= time else { continue }",
            becomes: "guard state.due != nil else { continue }"
        ),
        Mutation(
            "an answer that came in is given up for its deadline", in: "Machine/RunMachine.swift",
            "return state.status == .waiting && state.due.map { $0 <= time } ?? false", becomes: "return false"),
        Mutation(
            "the next moment is not waited for", in: "Conduct/RunConductor.swift", "case .tick: alarm.rang()",
            becomes: "case .tick: break"),
        Mutation(
            "the alarm is not set", in: "Conduct/RunConductor.swift", "alarm.set(for: machine.nextDue)",
            becomes: "alarm.set(for: nil)"),
        Mutation(
            "a task is tried once too often", in: "Machine/RunMachine+Recovery.swift",
            "if let delay = state.task.retry.delay(afterTry: tries, asked: after, using: &bits) {",
            becomes: "if let delay = state.task.retry.delay(afterTry: max(1, tries - 1), asked: after, using: &bits) {"),
        Mutation(
            "a lock is not given back", in: "Machine/RunMachine+Locks.swift",
            "for waiter in locks.release(names, of: position) {", becomes: "for waiter in [Int]() {"),
        Mutation(
            "a lock is not taken", in: "Machine/RunMachine+Models.swift", "locks.take(order.task.locks, for: position)",
            becomes: ""),
    ]

    private static let recovery = [
        Mutation(
            "what was at work when a process died is forgotten", in: "Machine/RunMachine+Stopping.swift",
            "case .running: lose(position, because: \"the process ended while it was at work\")\n            case .retrying",
            becomes: "case .running: break\n            case .retrying"),
        Mutation(
            "retries are forgotten when a run is taken up", in: "Machine/RunMachine+Stopping.swift",
            "case .retrying: timed.insert(position, due: state.due ?? time)", becomes: "case .retrying: break"),
        Mutation(
            "answers from outside are not read when a run is taken up", in: "Conduct/RunConductor.swift",
            "for entry in entries { inputs.append(.letter(entry.number, try Letter(entry))) }", becomes: ""),
        Mutation(
            "an answer that overtakes its try is dropped", in: "Machine/RunMachine+Decisions.swift",
            "return board.tasks[position].tries == completion.tryNumber", becomes: "return false"),
        Mutation(
            "a run that never gets anywhere is taken up for ever", in: "Machine/RunMachine+Stopping.swift",
            "if !byPerson, board.barrenResumes >= Blackboard.barrenLimit {",
            becomes: "if !byPerson, board.barrenResumes > 1_000 {"),
        Mutation(
            "a late answer about an earlier try is taken", in: "Machine/RunMachine+Answers.swift",
            "board.tasks[position].token == completion.token, board.tasks[position].tries == completion.tryNumber",
            becomes: "true"),
        Mutation(
            "a cancelled run goes on", in: "Machine/RunMachine.swift", "case .ready where board.isCancelling:",
            becomes: "case .ready where board.isCancelling && board.openTasks < 0:"),
    ]

    private static let jobs = [
        Mutation(
            "a job is looked after by nobody once its run is taken up", in: "Machine/RunMachine+Stopping.swift",
            "if !lookAfter(position, isTakenUp: true) { timed.insert(position, due: state.due ?? time) }",
            becomes: "if policy.pace(order(for: position)!) == nil { timed.insert(position, due: state.due ?? time) }"),
        Mutation(
            "a job that was done while nobody looked is given up for its deadline",
            in: "Machine/RunMachine+Jobs.swift", "timed.remove(position)",
            becomes: "if let due = board.tasks[position].due { timed.insert(position, due: due) }"),
        Mutation(
            "a run leaves while its job is looked after", in: "Machine/RunMachine+Start.swift",
            "} else if running.isEmpty, jobs.isEmpty, ready.isEmpty ||",
            becomes: "} else if running.isEmpty, ready.isEmpty ||"),
        Mutation(
            "what was begun unheard is begun again", in: "Machine/RunMachine+Jobs.swift",
            "emit(\n                .taskSuspended(id, token: token, deadline: deadline, spending: .nothing), by: by, cause: search.cause)\n            lookAfter(position)",
            becomes:
                "recover(from: TaskFailure(.transient(after: nil), token), at: position, spending: .nothing, cause: nil)\n            _ = deadline"
        ),
        Mutation(
            "what was begun and not found costs nothing", in: "Machine/RunMachine+Jobs.swift",
            "recover(from: failure, at: position, spending: search.spending, cause: search.cause)",
            becomes: "recover(from: failure, at: position, spending: .nothing, cause: search.cause)"),
        Mutation(
            "what a job made is not recorded", in: "Machine/RunMachine+Answers.swift",
            "for record in completion.records { self.record(.room(record), by: by, cause: nil) }", becomes: "_ = by"),
    ]

    private static let gates = [
        Mutation(
            "a decision binds what its person was not shown", in: "Machine/RunMachine+Decisions.swift",
            "guard decision.shown == gate.shown else {", becomes: "guard !decision.shown.isEmpty else {"),
        Mutation(
            "what was made by a picture that was sent back stays as it was", in: "Machine/RunMachine.swift",
            "if board.tasks[position].task.checkpoint != nil {",
            becomes: "if board.tasks[position].task.checkpoint == \"nowhere\" {"),
        Mutation(
            "what was sent back is made again for ever", in: "Machine/RunMachine+Again.swift",
            "let made = Set(awaited.compactMap(\\.asset))", becomes: "let made: Set<AssetKey> = []"),
        Mutation(
            "a gate is decided twice", in: "Machine/RunMachine+Decisions.swift",
            "switch state.status {\n        case .open: break",
            becomes:
                "switch GateStatus.open {\n        case .open: break"),
        Mutation(
            "whoever asked for the run approves what it spends", in: "Machine/RunMachine+Decisions.swift",
            "guard !policy.gates.mayApproveOwn, decider.login", becomes: "guard false, decider.login"),
        Mutation(
            "a run goes on before its plan is approved", in: "Machine/RunMachine+Start.swift",
            "guard board.status == .running, !isHeld else { return }",
            becomes: "guard board.status == .running else { return }"),
        Mutation(
            "a refused decision is not answered", in: "Machine/RunMachine+Decisions.swift",
            "emit(.decisionRefused(decision, reason: refusal), by: decision.by.login)", becomes: "_ = refusal"),
        Mutation(
            "a gate times out though it was decided", in: "Machine/RunMachine.swift",
            "state.gate.onTimeout.decision != nil && state.gate.deadline.map { $0 <= time } ?? false",
            becomes: "false && state.gate.onTimeout.decision != nil"),
        Mutation(
            "a gate times out before its time", in: "Machine/RunMachine+Gates.swift",
            "if let deadline = state.gate.deadline, deadline <= time,",
            becomes: "if let deadline = state.gate.deadline, deadline > time || deadline <= time,"),
        Mutation(
            "a run that is being ended takes decisions", in: "Machine/RunMachine+Decisions.swift",
            "if board.isCancelling { return \"the run is being ended\" }", becomes: ""),
    ]

    private static let memory = [
        Mutation(
            "agents are called before their intent is durable", in: "Conduct/RunConductor.swift",
            "inserted\n            }\n            step = try await take(inputs, into: &machine, at: now)",
            becomes: """
                inserted
                }
                var ahead = copy machine
                for case .start(let order) in ahead.take(inputs, at: now).actions {
                    tries.add(order, by: agents[order.task.uses], observer: observer, answers: mailbox)
                }
                tries.begin()
                step = try await take(inputs, into: &machine, at: now)
                """),
        Mutation(
            "a refused write is passed over", in: "Conduct/RunConductor+Deciding.swift",
            "guard case .overBudget(let scope, let others) = error, let before else { throw error }",
            becomes: "guard case .overBudget(let scope, let others) = error, let before else { return step }"),
        Mutation(
            "a suspended try forgets its token", in: "Codec/EngineFact+Parsing.swift",
            "self = .taskSuspended(task, token: token,", becomes: "self = .taskSuspended(task, token: token + \" \","),
        Mutation(
            "a task's priority is not kept", in: "Codec/EngineFact+PayloadText.swift",
            "if task.priority != 3 { add(\"priority\", task.priority) }", becomes: ""),
        Mutation(
            "the rows of tasks that became ready are not written", in: "Machine/RunMachine.swift",
            "step.changed.append(position)\n            if let consequence",
            becomes: "if cause == sequence { step.changed.append(position) }\n            if let consequence"),
        Mutation(
            "a parked run forgets that it is parked", in: "Board/Blackboard.swift",
            "if !reason.hasPrefix(Self.parkedMark) { barrenResumes = 0 }", becomes: "barrenResumes = 0"),
        Mutation(
            "what was taken in of the inbox is not noted", in: "Machine/RunMachine+Decisions.swift",
            "step.taken.append(number)\n        switch letter", becomes: "switch letter"),
        Mutation(
            "an agent's records are dropped", in: "Machine/RunMachine+Answers.swift",
            "for record in answer.records { self.record(.room(record), by: by, cause: cause) }", becomes: ""),
    ]

    private static let telling = [
        Mutation(
            "what is owed is settled before it is paid", in: "Conduct/Courier.swift",
            "wanted: board.lastSequence), of: run)", becomes: "wanted: board.lastSequence + 1_000), of: run)"),
        Mutation(
            "the last state is not announced", in: "Conduct/Courier.swift",
            "answer.give(await self.announceLast(board))", becomes: "answer.give(nil)"),
        Mutation(
            "two announcements at once", in: "Conduct/Courier.swift",
            "if state.round == nil { state.round = Task { await self.deliver() } }",
            becomes: "state.round = Task { await self.deliver() }"),
        Mutation(
            "nobody is woken by a message", in: "Conduct/Mailbox.swift", "reader?.resume()", becomes: "_ = reader"),
        Mutation(
            "a signal before the beginning is lost", in: "Conduct/RunControl.swift",
            "for input in early { mailbox.send(input) }", becomes: ""),
    ]
}
