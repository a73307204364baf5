import Core
import Engine

/// The main function of a simulated process: what the bot's commands do, in their order.
struct SimulatedBot: Sendable {
    let process: SimulatedProcess

    private var world: World { process.world }

    func run(_ errand: Errand) async {
        do {
            switch errand {
            case .begin(let request): try await begin(request)
            case .join(let run, let byPerson): try await join(run, byPerson: byPerson)
            case .cancel(let run): try await cancel(run)
            case .pay(let run): try await pay(run)
            case .wait(let moment):
                let time = ProcessTime(process: process)
                try await time.sleep(for: max(.zero, moment - time.now()))
            }
        } catch {
            note(error)
        }
        process.checkLoss()
        process.noteEnd()
        process.die()
    }

    private func begin(_ request: Request) async throws {
        await process.pause(upTo: 5)
        let now = ProcessTime(process: process).now()
        var bits = world.chance.branch()
        let id = RunID(at: now, using: &bits)
        guard lease(id) else { return }
        do {
            let result = try await conductor(for: request).begin(
                id, charter: request.charter(at: now), plan: request.plan)
            check(result)
        } catch RunLogError.alreadyLive(let live) {
            world.disk.release(id, by: process.number)
            try await join(live, byPerson: true)
        }
    }

    private func join(_ run: RunID, byPerson: Bool) async throws {
        for _ in 1...30 {
            guard process.isAlive, let stored = world.disk[run] else { return }
            if lease(run) {
                guard !stored.summary.status.isFinal else { return }
                let holder = "\(byPerson ? "person" : "process") \(process.number)"
                check(try await conductor(for: stored).resume(run, holder: holder, byPerson: byPerson))
                return
            }
            try await ProcessTime(process: process).sleep(for: .seconds(5))
        }
    }

    private func cancel(_ run: RunID) async throws {
        guard let stored = world.disk[run], !stored.summary.status.isFinal, lease(run) else { return }
        check(try await conductor(for: stored).cancel(run, reason: "no longer wanted", by: "bob"))
    }

    private func pay(_ run: RunID) async throws {
        let log = ProcessLog(process: process)
        guard lease(run), let owed = try await log.owed(by: run).first else { return }
        let board = Blackboard(run: run, events: try EventCodec.events(try await log.events(of: run, after: 0)))
        do throws(TrackerError) {
            try await ProcessAnnouncer(process: process).announce(board)
        } catch {
            return  // It stays owed.
        }
        try await log.settle(OutboxEntry(kind: owed.kind, wanted: board.lastSequence), of: run)
    }

    private func lease(_ run: RunID) -> Bool {
        guard world.weather.isLeased else { return true }
        return process.isAlive && world.disk.lease(run, to: process.number)
    }

    private func conductor(for stored: DiskRun) -> RunConductor { conductor(for: stored.audit.request) }

    private func conductor(for request: Request) -> RunConductor {
        RunConductor(
            log: ProcessLog(process: process),
            agents: [
                SketchAgent(process: process), PaintAgent(process: process), FilmAgent(process: process),
                JudgeAgent(process: process), DeliverAgent(process: process), SproutAgent(process: process),
            ],
            concurrency: request.concurrency, unknownOutcome: request.unknownOutcome, buying: request.buying,
            time: ProcessTime(process: process), announcer: ProcessAnnouncer(process: process),
            observer: ProcessObserver(process: process), control: process.control, gates: request.gates,
            inboxEvery: request.inboxEvery)
    }

    /// How the process believes the run to stand when it leaves it must be how it stands.
    private func check(_ result: RunResult) {
        guard process.isAlive, world.weather.isLeased else { return }
        guard let stored = world.disk[result.board.run] else { return }
        if stored.board != result.board {
            world.findings.add("the process left a state that its events do not lead to")
        }
        if result.unannounced == nil,
            world.tracker.bodies(for: result.board.run) != [ProcessAnnouncer.body(of: result.board)]
        {
            world.findings.add("the process left and the comment does not say how the run stands")
        }
    }

    private func note(_ error: any Error) {
        guard process.isAlive else { return }
        world.trace.note("#\(process.number) ends: \(error)")
        switch error {
        case RunLogError.storage: break
        case RunLogError.conflict where !world.weather.isLeased: break
        case RunLogError.alreadyLive where !world.weather.isLeased: break
        default: world.findings.add("the process ended with \(error)")
        }
    }
}
