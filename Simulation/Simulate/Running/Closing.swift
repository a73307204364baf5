import Core
import Engine

/// What must hold of every run when nothing more can happen.
struct Closing {
    let world: World

    func check() {
        for run in world.disk.runs {
            for finding in findings(about: run) { world.findings.add("\(run.summary.id) at the end: \(finding)") }
        }
    }

    private func findings(about run: DiskRun) -> [String] {
        var findings: [String] = []
        let id = run.summary.id
        do {
            let replayed = Blackboard(run: id, events: try EventCodec.events(run.events))
            if replayed != run.board {
                findings.append("a replay of all its events leads elsewhere than event by event")
            }
            if replayed.summary != run.summary { findings.append("its row is not what a replay gives") }
            let all = replayed.tasks.indices.map { replayed.row(at: $0) }
            let rows = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            if rows != run.rows { findings.append("the rows of its tasks are not what a replay gives") }
        } catch {
            findings.append("its history can't be read: \(error)")
        }
        let charged = world.service.calls(of: id).reduce(MicroDollars.zero) { $0 + $1.charge }
        if charged > run.summary.spent + run.summary.unknown {
            findings.append(
                "\(charged) were charged, and its ledger knows of \(run.summary.spent + run.summary.unknown)")
        }
        if let budget = run.audit.budget, charged > budget {
            findings.append("\(charged) were charged, and the budget is \(budget)")
        }
        if !run.audit.overlooked.isEmpty { findings.append("nobody looked at the answers to \(run.audit.overlooked)") }
        if !run.summary.status.isFinal {
            findings.append("it stands at \(run.summary.status.rawValue) ('\(run.board.reason)') for no reason")
        }
        if let finding = commentFinding(run) { findings.append(finding) }
        return findings
    }

    private func commentFinding(_ run: DiskRun) -> String? {
        let bodies = world.tracker.bodies(for: run.summary.id)
        // Two processes that believe to be alone, which leases rule out, may both post one.
        guard world.weather.isLeased else { return bodies.isEmpty ? "its issue has no comment" : nil }
        if bodies.count != 1 { return "its issue has \(bodies.count) comments" }
        return bodies == [ProcessAnnouncer.body(of: run.board)] ? nil : "the comment does not say how it stands"
    }
}
