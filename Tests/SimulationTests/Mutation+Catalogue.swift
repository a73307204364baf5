extension Mutation {
    /// The bugs that the simulation must find.
    static let all: [Mutation] = money + order + time + recovery + memory + telling

    private static let money = [
        Mutation(
            "a reservation looks at nothing but what is spent", in: "Machine/RunMachine+Start.swift",
            "board.spent + board.unknown + board.reserved + price <= budget",
            becomes: "board.spent + board.unknown + price <= budget"),
        Mutation(
            "money of unknown outcome is not counted against the budget", in: "Machine/RunMachine+Start.swift",
            "board.spent + board.unknown + board.reserved + price <= budget",
            becomes: "board.spent + board.reserved + price <= budget"),
        Mutation(
            "a lost paid try costs nothing", in: "Machine/RunMachine+Stopping.swift",
            "let spending = Spending(settled: .zero, unknown: state.reserved)",
            becomes: "let spending = Spending.nothing"),
        Mutation(
            "an answer that was cut off costs nothing", in: "Machine/RunMachine+Answers.swift",
            "return Spending(settled: .zero, unknown: reserved)", becomes: "return answer.spending"),
        Mutation(
            "a paid try that was cut short is simply made again", in: "Machine/RunMachine+Stopping.swift",
            "if policy.isRepeatable(state.task.uses) {\n            emit(.taskLost",
            becomes: "if true {\n            emit(.taskLost"),
        Mutation(
            "what may have been bought is bought again unasked", in: "Machine/RunMachine+Answers.swift",
            "case .ask: emit(.taskEscalated(id, failure: failure, spending: spending), by: by, cause: cause)",
            becomes:
                "case .ask: emit(.taskRetrying(id, failure: failure, until: time, spending: spending), by: by, cause: cause)"
        ),
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
            "while running.count < policy.concurrency,", becomes: "while running.count <= policy.concurrency,"),
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
            "a retry does not rest", in: "Machine/RunMachine+Answers.swift",
            "until: time + delay, spending: spending", becomes: "until: time, spending: spending"),
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
            "a task is tried once too often", in: "Machine/RunMachine+Answers.swift",
            "if let delay = state.task.retry.delay(afterTry: state.tries, asked: after, using: &bits) {",
            becomes: "if let delay = state.task.retry.delay(afterTry: state.tries - 1, asked: after, using: &bits) {"),
    ]

    private static let recovery = [
        Mutation(
            "what was at work when a process died is forgotten", in: "Machine/RunMachine+Stopping.swift",
            "case .running: lose(position, because: \"the process ended while it was at work\")\n            case .retrying",
            becomes: "case .running: break\n            case .retrying"),
        Mutation(
            "retries are forgotten when a run is taken up", in: "Machine/RunMachine+Stopping.swift",
            "case .retrying: timed.insert(position)", becomes: "case .retrying: break"),
        Mutation(
            "answers from outside are not read when a run is taken up", in: "Conduct/RunConductor.swift",
            "inputs += try await log.completions(of: run).map { .completed($0) }", becomes: "inputs += []"),
        Mutation(
            "what becomes ready by a loss is queued twice", in: "Machine/RunMachine+Stopping.swift",
            "case .retrying: timed.insert(position)",
            becomes: """
                case .ready: ready.push(position, priority: state.task.priority)
                            case .retrying: timed.insert(position)
                """),
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

    private static let memory = [
        Mutation(
            "agents are called before their intent is durable", in: "Conduct/RunConductor.swift",
            """
                        step = machine.take(inputs, at: now)
                        if let batch = batch(of: step, board: machine.board) { try await log.append(batch) }
            """,
            becomes: """
                            step = machine.take(inputs, at: now)
                            for case .start(let order) in step.actions {
                                tries.start(order, by: agents[order.task.uses], observer: observer, answers: mailbox)
                            }
                            if let batch = batch(of: step, board: machine.board) { try await log.append(batch) }
                """),
        Mutation(
            "a refused write is passed over", in: "Conduct/RunConductor.swift",
            """
                        step = machine.take(inputs, at: now)
                        if let batch = batch(of: step, board: machine.board) { try await log.append(batch) }
            """,
            becomes: """
                            step = machine.take(inputs, at: now)
                            if let batch = batch(of: step, board: machine.board) { try? await log.append(batch) }
                """),
        Mutation(
            "a suspended try forgets its token", in: "Codec/EngineFact+Parsing.swift",
            "self = .taskSuspended(task, token: token,", becomes: "self = .taskSuspended(task, token: token + \" \","),
        Mutation(
            "a task's priority is not kept", in: "Codec/EngineFact+PayloadText.swift",
            "if task.priority != 3 { add(\"priority\", task.priority) }", becomes: ""),
        Mutation(
            "the rows of tasks that became ready are not written", in: "Machine/RunMachine.swift",
            "step.changed.append(position)", becomes: "if cause == sequence { step.changed.append(position) }"),
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
