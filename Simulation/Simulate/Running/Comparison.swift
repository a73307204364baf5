import Core
import Engine

/// Holds a run through bad weather against the same one in good weather.
struct Comparison {
    let calm: World
    let rough: World

    func check() {
        for request in calm.scenario.requests {
            guard let wanted = calm.disk.runs(of: request.issue).first else { continue }
            guard let found = rough.disk.runs(of: request.issue).first else {
                rough.findings.add("\(request.issue) has no run")
                continue
            }
            check(found, against: wanted)
        }
    }

    private func check(_ found: DiskRun, against wanted: DiskRun) {
        for state in found.board.tasks where state.status == .succeeded && state.output["supplied"] == nil {
            let id = state.task.id
            guard let other = wanted.board[id], other.status == .succeeded else { continue }
            // One that was sent back, by a person or a time-out, waits for more than it was planned with.
            let isSame =
                Set(state.task.needs) == Set(other.task.needs)
                && state.task.needs.allSatisfy { found.board[$0]?.output == wanted.board[$0]?.output }
            if isSame, state.output != other.output {
                rough.findings.add("\(id) put out something else than in an undisturbed run")
            }
        }
        guard !found.audit.isDisturbed, !wanted.audit.isDisturbed else { return }
        let ends = found.board.tasks.map { "\($0.task.id) \($0.status) \($0.output.text)" }.sorted()
        let wantedEnds = wanted.board.tasks.map { "\($0.task.id) \($0.status) \($0.output.text)" }.sorted()
        if ends != wantedEnds || found.summary.status != wanted.summary.status {
            rough.findings.add(
                "\(found.summary.id) ended as \(found.summary.status.rawValue), and undisturbed as "
                    + "\(wanted.summary.status.rawValue), though nothing happened that could have changed it: "
                    + Set(ends).symmetricDifference(wantedEnds).sorted().joined(separator: "; "))
        }
    }
}
