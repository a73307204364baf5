package import Core

/// What people are asked, and what they decide.
extension Blackboard {
    /// The last gate of this name.
    package func gate(_ id: GateID) -> GateState? { gates.last { $0.gate.id == id } }
    package var openGates: [GateState] { gates.filter { $0.status == .open } }

    /// How the gate before a task was last decided; nil where it never was.
    func lastDecision(before position: Int) -> (decision: Decision, sequence: Int)? {
        let task = tasks[position].task.id
        guard
            let state = gates.last(where: { $0.gate.task == task && $0.gate.kind == .approval && $0.decidedIn != nil }),
            let decision = state.decision, let sequence = state.decidedIn
        else { return nil }
        return (decision, sequence)
    }

    /// The tasks that were added for one to wait for since an event.
    func awaited(by position: Int, since sequence: Int) -> [PlanTask] {
        tasks[position].awaited.compactMap { self[$0] }.filter { $0.added > sequence }.map(\.task)
    }

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
            let sequence = lastSequence
            change(decision.gate) {
                $0.status = .decided
                $0.decidedIn = sequence
                $0.decision = decision
                $0.closedAt = time
            }
            records += decision.records
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
        guard let state = gate(decision.gate) else { return }
        guard let at = state.gate.task.flatMap({ position(of: $0) }) else {
            if let notes = decision.notes { self.notes.append(notes) }
            return
        }
        var course = courses[at] ?? TaskCourse()
        if let notes = decision.notes, decision.kind == .revise { course.notes.append(notes) }
        switch (state.gate.kind, decision.kind) {
        case (.approval, .approve), (.approval, .accept): course.approved = decision.shown
        case (.approval, .supply): break
        case (.humanReview, .approve), (.humanReview, .revise), (.humanReview, .budget):
            // Everything is tried anew, the models that had been given up included.
            course.earlierTries = tasks[at].tries
            course.failedModels = []
            if tasks[at].status == .escalated { tasks[at].status = .ready }
        default:
            // What becomes of the task is said by the events that follow from the decision.
            course.gate = state.gate.kind == .approval ? nil : course.gate
            courses[at] = course
            return
        }
        courses[at] = course
        release(at, touching: &touched)
    }

    /// The task stands behind its gate no longer; one that waited there is ready.
    private mutating func release(_ at: Int, touching touched: inout [Int]) {
        courses[at]?.gate = nil
        if tasks[at].status == .waiting, tasks[at].token == nil, !tasks[at].isParent { tasks[at].status = .ready }
        touched.append(at)
    }
}
