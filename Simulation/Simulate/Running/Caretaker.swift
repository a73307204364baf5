import Core
import Engine

/// What people and pollers do about runs that no process is at work on.
struct Caretaker {
    let world: World

    /// The processes to start; none where every run has ended, or waits for something that nobody here can give.
    func errands() -> [Errand] {
        var errands: [Errand] = []
        for request in world.scenario.requests {
            let runs = world.disk.runs(of: request.issue)
            if runs.isEmpty { errands.append(.begin(request)) }
            for run in runs { errands += errand(for: run) }
        }
        return errands
    }

    private func errand(for run: DiskRun) -> [Errand] {
        let id = run.summary.id
        switch run.summary.status {
        case .succeeded, .partial, .failed, .cancelled: return owes(id) ? [.pay(id)] : []
        case .queued, .running: return [.join(id, byPerson: world.chance.happens(300))]
        case .waiting: break
        }
        if run.board.reason.hasPrefix("parked") { return [.join(id, byPerson: true)] }
        if !run.waiting.isEmpty { return [.join(id, byPerson: false)] }
        let tasks = run.audit.tasks.values
        if !run.audit.overlooked.isEmpty || tasks.contains(where: { isDue($0) }) { return [.join(id, byPerson: false)] }
        if tasks.contains(where: { $0.status == .escalated && $0.needsPerson }) { return [.join(id, byPerson: true)] }
        if !world.isStormy || run.summary.due == nil || world.chance.happens(600), Person(world: world).decide(run) {
            return [.join(id, byPerson: false)]
        }
        if let due = run.summary.due {
            return due <= world.clock.now ? [.join(id, byPerson: false)] : [.wait(until: due)]
        }
        return owes(id) ? [.pay(id)] : []
    }

    private func isDue(_ task: TaskAudit) -> Bool {
        guard task.status == .waiting, let due = task.due else { return false }
        return due <= world.clock.now
    }

    private func owes(_ run: RunID) -> Bool {
        // The run is there: it was listed.
        ((try? world.disk.owed(by: run)) ?? []).isEmpty == false
    }
}
