import Core
import Engine

extension SimulatedProcess {
    /// Before an agent does anything, its try must stand in the history, and be the one that is under way.
    func checkIntent(of order: TaskOrder) {
        guard isAlive else { return }
        let name = "\(order.task.id) try \(order.tryNumber)"
        guard let state = world.disk[order.run]?.audit.state(of: order.task.id), state.tries >= order.tryNumber else {
            world.findings.add("\(name) was begun before its intent was durable")
            return
        }
        // A try that is cut before it began may begin all the same.
        if world.weather.isLeased, !wasStopped, state.tries != order.tryNumber || state.status != .running {
            world.findings.add("\(name) was begun though the history says otherwise")
        }
        for need in order.task.needs where order.inputs[need] != world.disk[order.run]?.audit.state(of: need)?.output {
            world.findings.add("\(name) was not given what \(need) put out")
        }
    }

    /// What is shown or announced must be durable.
    func checkShown(_ sequence: Int, of run: RunID, _ what: String) {
        guard isAlive, (world.disk[run]?.events.count ?? 0) < sequence else { return }
        world.findings.add("\(what) showed event \(sequence) before it was durable")
    }

    /// What was bought and answered while the process lived must stand in the history when it leaves in good order.
    func checkLoss() {
        guard isAlive, !hadTrouble else { return }
        for stored in world.disk.runs {
            for call in world.service.calls(of: stored.summary.id) where call.process == number && call.isAnswered {
                let outcome = stored.audit.outcome(of: call.task, tryNumber: call.tryNumber)
                let booked = outcome.map { $0.settled + $0.unknown } ?? .zero
                if outcome == nil || booked < call.charge || (!wasForced && outcome?.settled != call.charge) {
                    world.findings.add("the answer to \(call.task) try \(call.tryNumber) was lost, and nobody died")
                }
            }
        }
    }
}
