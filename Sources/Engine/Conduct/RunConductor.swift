package import Core

/// Carries out what the machine of one run decides: makes it durable, calls agents, keeps time, announces.
package struct RunConductor: Sendable {
    let log: any RunLog
    let agents: [String: any Agent]
    let policy: EnginePolicy
    let time: any TimeSource
    let announcer: (any Announcer)?
    let observer: (any RunObserver)?
    let control: RunControl
    /// The rest between two looks into the inbox while the run is at work; nil: only when it is taken up.
    let inboxEvery: Duration?

    package init(
        log: any RunLog, agents: [any Agent], concurrency: Int = 5, unknownOutcome: UnknownOutcomePolicy = .ask,
        buying: BuyingRules = BuyingRules(), time: any TimeSource, announcer: (any Announcer)? = nil,
        observer: (any RunObserver)? = nil, control: RunControl = RunControl(), gates: GatePolicy = GatePolicy(),
        inboxEvery: Duration? = nil,
        digest: @escaping @Sendable (String) -> String = { String(StableHash.of($0), radix: 16) }
    ) {
        self.log = log
        self.agents = Dictionary(agents.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.time = time
        self.announcer = announcer
        self.observer = observer
        self.control = control
        self.inboxEvery = inboxEvery
        policy = EnginePolicy(
            concurrency: concurrency, unknownOutcome: unknownOutcome, agents: self.agents, buying: buying,
            gates: gates, digest: digest)
    }

    /// Makes a run durable, its issue claimed in the same transaction, and conducts it until nothing more can be done here.
    ///
    /// Throws `RunLogError.alreadyLive` when the issue has a live run; then nothing was written.
    package func begin(_ run: RunID, charter: RunCharter, plan: consuming [PlanTask]) async throws -> RunResult {
        let (machine, step) = try await created(run, charter: charter, plan: consume plan)
        return try await conduct(consume machine, after: consume step)
    }

    /// Ends a run that no process is conducting: nothing starts, and what was at work when its process ended is settled.
    ///
    /// What has come in for it goes first: an answer that is there says what its try cost, and nobody reads it later.
    package func cancel(_ run: RunID, reason: String, by login: String) async throws -> RunResult {
        var machine = RunMachine(board: try await log.board(of: run), policy: policy)
        let letters = try await letters(to: run)
        let step = try await take(letters + [.cancel(reason: reason, by: login)], into: &machine, at: time.now())
        return try await conduct(consume machine, after: consume step, read: letters.compactMap(\.number))
    }

    /// Goes on with a run from its rows, or where they do not say all, from its log.
    ///
    /// `holder` names the process; `byPerson` lifts a parked run.
    package func resume(_ run: RunID, holder: String, byPerson: Bool) async throws -> RunResult {
        var machine = RunMachine(board: try await log.board(of: run), policy: policy)
        // The moment comes first: what is delivered while the inbox is read is not late for it.
        let now = time.now()
        var inputs: [Input] = []
        if let charter = machine.board.charter { inputs.append(.totals(try await totals(for: charter, of: run))) }
        inputs.append(.resume(holder: holder, byPerson: byPerson))
        let entries = try await log.inbox(of: run)
        for entry in entries { inputs.append(.letter(entry.number, try Letter(entry))) }
        let step = try await take(inputs, into: &machine, at: now)
        return try await conduct(consume machine, after: consume step, read: entries.map(\.number))
    }

    private func conduct(
        _ machine: consuming RunMachine, after first: consuming Step, read: [Int] = []
    ) async throws -> RunResult {
        let mailbox = Mailbox()
        let postman = inboxEvery.map {
            Postman(log: log, run: machine.board.run, time: time).walk(every: $0, after: read.last ?? 0, to: mailbox)
        }
        var known = Set(read)
        control.attach(mailbox)
        let courier = announcer.map { Courier(announcer: $0, log: log, run: machine.board.run, time: time) }
        var tries = TryTable()
        var looks = LookTable(time: time, mailbox: mailbox)
        var alarm = Alarm(time: time, mailbox: mailbox)
        defer {
            postman?.cancel()
            tries.abortAll()
            looks.stopAll()
            alarm.cancel()
            courier?.abandon()
        }
        var step = consume first
        while true {
            if let observer, !step.events.isEmpty { await observer.saw(step.events, board: machine.board) }
            if step.isNews { courier?.post(machine.board) }
            for action in step.actions {
                switch action {
                case .start(let order):
                    tries.add(order, by: agents[order.task.uses], observer: observer, answers: mailbox)
                case .abort(let id): tries.abort(id)
                case .askTotals:
                    mailbox.send(.totals(try await log.totals(of: machine.limits, besides: machine.board.run)))
                case .look(let order, let token, let rest):
                    looks.look(
                        at: token, for: order, after: rest, by: agents[order.task.uses], observer: observer)
                case .stopLooking(let id): looks.stop(id)
                case .search(let order, let start):
                    looks.search(for: order, since: start, by: agents[order.task.uses], observer: observer)
                case .abandon(let order, let token): tries.abandon(order, token: token, by: agents[order.task.uses])
                case .leave:
                    await tries.finishAbandoning(time: time)
                    guard let courier else { return RunResult(board: machine.board, unannounced: nil) }
                    let listener = Task { await Self.hurry(courier, onInterruptIn: mailbox) }
                    let unannounced = await courier.finish(machine.board, inHurry: machine.interruption != nil)
                    listener.cancel()
                    mailbox.send(.tick)  // So that the listener sees it.
                    return RunResult(board: machine.board, unannounced: unannounced)
                }
            }
            tries.begin()
            alarm.set(for: machine.nextDue)
            var inputs = await mailbox.next()
            for input in inputs {
                switch input {
                case .answered(let id, _, _): tries.ended(id)
                case .tick: alarm.rang()
                case .resume, .letter, .looked, .searched, .totals, .interrupt, .cancel: break
                }
            }
            let now = time.now()
            // What came in meanwhile goes before the deadline that it was meant for.
            if machine.givesUp(at: now) || inputs.contains(where: { $0.isOverdue(at: now) }) {
                inputs = try await letters(to: machine.board.run) + inputs
            }
            inputs.removeAll { input in
                guard case .letter(let number, _) = input else { return false }
                return !known.insert(number).inserted
            }
            step = try await take(inputs, into: &machine, at: now)
        }
    }

    /// What the inbox holds; an entry that nobody can read is said when the run is taken up.
    private func letters(to run: RunID) async throws -> [Input] {
        try await log.inbox(of: run).compactMap { entry in (try? Letter(entry)).map { .letter(entry.number, $0) } }
    }

    /// A signal that comes while the last state is announced must not wait for a slow service.
    private static func hurry(_ courier: Courier, onInterruptIn mailbox: Mailbox) async {
        while !Task.isCancelled {
            for case .interrupt in await mailbox.next() { courier.hurry() }
        }
    }
}
