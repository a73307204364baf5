package import Core

/// What people are asked, and what they decide.
extension Blackboard {
    /// The last gate of this name.
    package func gate(_ id: GateID) -> GateState? { gates.last { $0.gate.id == id } }
    package var openGates: [GateState] { gates.filter { $0.status == .open } }

    mutating func apply(gate fact: EngineFact, at time: Timestamp, touching touched: inout [Int]) {
        switch fact {
        case .gateOpened(let gate):
            gates.append(GateState(gate, openedAt: time))
            guard let at = gate.task.flatMap({ position(of: $0) }) else { return }
            courses[at, default: TaskCourse()].gate = gate.id
            if tasks[at].status == .ready { tasks[at].status = .waiting }
            touched.append(at)
        case .gateReminded(let id):
            change(id) { $0.remindedAt.append(time) }
        case .gateDecided(let decision):
            change(decision.gate) {
                $0.status = .decided
                $0.decision = decision
                $0.closedAt = time
            }
            decide(decision, touching: &touched)
        case .gateVoided(let id, _):
            change(id) {
                $0.status = .void
                $0.closedAt = time
            }
            guard let at = gate(id)?.gate.task.flatMap({ position(of: $0) }) else { return }
            release(at, touching: &touched)
        default: break  // A refused decision changes nothing; other facts are sorted by the caller.
        }
    }

    private mutating func change(_ id: GateID, _ body: (inout GateState) -> Void) {
        guard let at = gates.lastIndex(where: { $0.gate.id == id }) else { return }
        body(&gates[at])
    }

    /// What a decision does to the task behind its gate; what it leads to beyond that are events of their own.
    private mutating func decide(_ decision: Decision, touching touched: inout [Int]) {
        guard let state = gate(decision.gate), let at = state.gate.task.flatMap({ position(of: $0) }) else { return }
        if let notes = decision.notes, decision.kind == .revise {
            courses[at, default: TaskCourse()].notes.append(notes)
        }
        switch decision.kind {
        case .approve, .revise:
            if state.gate.kind == .approval, decision.kind == .approve {
                courses[at, default: TaskCourse()].approved = decision.shown
            }
            courses[at, default: TaskCourse()].earlierTries = tasks[at].tries
            courses[at, default: TaskCourse()].failedModels = []
            if tasks[at].status == .escalated { tasks[at].status = .ready }
            release(at, touching: &touched)
        case .accept:
            if state.gate.kind == .approval {
                courses[at, default: TaskCourse()].approved = decision.shown
            } else {
                tasks[at].isWaived = true
            }
            release(at, touching: &touched)
        case .reject, .budget, .supply, .end: release(at, touching: &touched)
        }
    }

    /// The task stands behind its gate no longer; one that waited there is ready, one that had failed is tried again unless what
    /// follows says otherwise.
    private mutating func release(_ at: Int, touching touched: inout [Int]) {
        courses[at]?.gate = nil
        if tasks[at].status == .waiting, tasks[at].token == nil, !tasks[at].isParent { tasks[at].status = .ready }
        touched.append(at)
    }
}
