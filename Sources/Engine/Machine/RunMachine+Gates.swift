import Core

/// Where the run waits for a person.
extension RunMachine {
    /// Asks what the brief leaves open, and has the plan looked at, before anything is made.
    mutating func openFirstGates() {
        guard let charter = board.charter else { return }
        if !policy.gates.questions.isEmpty {
            let questions = policy.gates.questions.joined(separator: " ")
            open(
                .clarification, of: nil, question: questions,
                subject: [
                    "questions": .array(policy.gates.questions.map(JSONValue.string)), "brief": charter.brief.json,
                ],
                options: [.approve, .revise, .end],
                recommendation: "approve goes on with what was assumed; for another answer than a note to whoever "
                    + "makes it, end the run, change the issue and run it again")
        }
        if policy.gates.stops(at: GatePolicy.plan) { openPlanGate() }
    }

    /// Has the plan looked at; once more where it was sent back, with the notes that everything would then be made by.
    mutating func openPlanGate(cause: Int? = nil) {
        guard let charter = board.charter else { return }
        var subject: [String: JSONValue] = [
            "brief": charter.brief.json, "tasks": .integer(Int64(board.tasks.count)),
            "mostUSD": .integer(charter.estimate.most.count),
        ]
        if !board.notes.isEmpty { subject["notes"] = .array(board.notes.map(JSONValue.string)) }
        open(
            .approval, of: nil,
            question: "Make \(board.tasks.count) tasks of '\(charter.workflow)', for "
                + "\(charter.estimate.least) to \(charter.estimate.most) USD?",
            subject: .object(subject), options: [.approve, .revise, .reject, .end],
            recommendation: "approve starts the run", costImpact: charter.estimate.most, cause: cause)
    }

    /// The gate before a task whose checkpoint is on; nil where there is none, or what it would show has been approved.
    mutating func checkpoint(before position: Int) -> Gate? {
        guard let name = board.tasks[position].task.checkpoint, policy.gates.stops(at: name),
            board.courses[position]?.gate == nil, let order = order(for: position)
        else { return nil }
        let subject = policy.subject(order)
        guard board.courses[position]?.approved != policy.digest(subject.text) else { return nil }
        // What no review can have made again is not offered to be sent back, to people or to a time-out.
        let isFinal = revised(before: order.task) == nil && lastReviewers().isEmpty
        let again: [DecisionKind] = isFinal ? [] : [.revise, .reject]
        return gate(
            .approval, of: order.task.id, question: "Go on with \(name)?", subject: subject,
            options: [.approve] + again + [.supply, .end],
            recommendation: "approve goes on with \(order.task.id)")
    }

    /// The gate of a task that neither trying again nor another model has helped.
    mutating func reviewGate(of position: Int) -> Gate {
        let state = board.tasks[position]
        let course = board.courses[position] ?? TaskCourse()
        let failure = state.failure ?? "it needs a person"
        let said = failure.hasSuffix(".") ? failure : failure + "."
        var options: [DecisionKind] = [.approve, .revise, .reject, .accept, .end]
        if state.task.asset != nil { options.append(.supply) }
        let subject: JSONValue = [
            "task": .string(state.task.id.text), "failure": .string(failure), "tries": .integer(Int64(state.tries)),
            "detours": .array(course.detours.map(\.json)),
            "failedModels": .array(course.failedModels.map(JSONValue.string)),
        ]
        let others = board.openTasks - 1
        return gate(
            .humanReview, of: state.task.id, question: "\(state.task.id): \(said) What now?", subject: subject,
            options: options,
            recommendation: state.needsPerson
                ? "mend what stands in the way, then approve tries again"
                : "approve tries again; accept goes on without it",
            costImpact: priceOfAnotherTry(position),
            urgency: state.unknown > .zero ? .high : others > 0 ? .low : .normal)
    }

    /// The gate at the ceiling: what is held back, and what it would take.
    mutating func openBudgetGate() {
        guard let stop = board.spendingStop, let needed = neededBudget, !buying.heldForMoney.isEmpty,
            !board.openGates.contains(where: { $0.gate.kind == .budget })
        else { return }
        let held = buying.heldForMoney.map { JSONValue.string(board.tasks[$0.position].task.id.text) }
        open(
            .budget, of: nil,
            question: "\(stop.reason). Raise the budget, or deliver what there is?",
            subject: [
                "held": .array(held), "scope": .string(stop.scope),
                "spent": .integer((board.spent + board.unknown).count),
                "budget": board.budget.map { .integer($0.count) } ?? .null, "needed": .integer(needed.count),
            ],
            options: [.budget, .accept, .end],
            recommendation: "a budget of \(needed) USD or more lets the run go on",
            costImpact: buying.heldForMoney.reduce(.zero) { $0 + $1.price }, urgency: .high)
    }

    /// Voids the gates at a ceiling under which there is room again.
    mutating func voidBudgetGates(cause: Int?) {
        for state in board.openGates where state.gate.kind == .budget {
            emit(.gateVoided(state.gate.id, reason: "there is room in the budget again"), cause: cause)
        }
    }

    /// Voids the gates that nothing waits behind any more, or that show what is no longer so.
    mutating func lookAfterGates() {
        for state in board.openGates {
            let gate = state.gate
            guard let position = gate.task.flatMap({ board.position(of: $0) }) else {
                if board.isCancelling || board.status.isFinal {
                    emit(.gateVoided(gate.id, reason: "the run has ended"))
                }
                continue
            }
            let status = board.tasks[position].status
            if status.isFinal {
                emit(.gateVoided(gate.id, reason: "\(board.tasks[position].task.id) has ended"))
            } else if gate.kind == .humanReview, status != .escalated {
                emit(.gateVoided(gate.id, reason: "\(board.tasks[position].task.id) is tried again"))
            } else if gate.kind == .approval, let order = order(for: position),
                policy.digest(policy.subject(order).text) != gate.shown
            {
                emit(.gateVoided(gate.id, reason: "what it showed has changed"))
            }
        }
    }

    /// Reminds of the gates that nobody has decided, and decides those whose time is over.
    mutating func wakeGates() {
        for state in board.openGates {
            guard !board.isCancelling else { return }  // The one before has ended the run.
            guard let due = state.due, due <= time else { continue }
            step.isNews = true
            if let deadline = state.gate.deadline, deadline <= time, let kind = state.gate.onTimeout.decision {
                settle(Decision(gate: state.gate.id, kind: kind, by: .timeout, shown: state.gate.shown))
            } else {
                emit(.gateReminded(state.gate.id))
            }
        }
    }

    /// Whether the whole run waits for a person before anything more is started.
    var isHeld: Bool {
        board.openGates.contains {
            $0.gate.task == nil && ($0.gate.kind == .approval || $0.gate.kind == .clarification)
        }
    }

    @discardableResult
    private mutating func open(
        _ kind: GateKind, of task: TaskID?, question: String, subject: JSONValue, options: [DecisionKind],
        recommendation: String, costImpact: MicroDollars = .zero, urgency: Urgency = .normal, cause: Int? = nil
    ) -> Int {
        emit(
            .gateOpened(
                gate(
                    kind, of: task, question: question, subject: subject, options: options,
                    recommendation: recommendation, costImpact: costImpact, urgency: urgency)), cause: cause)
    }

    private func gate(
        _ kind: GateKind, of task: TaskID?, question: String, subject: JSONValue, options: [DecisionKind],
        recommendation: String, costImpact: MicroDollars = .zero, urgency: Urgency = .normal
    ) -> Gate {
        // What can't be decided here is not decided by time either: least of all does it end the run.
        let wanted = policy.gates.onTimeout[kind] ?? .wait
        let isPossible = wanted.decision.map(options.contains) ?? true
        let onTimeout = isPossible && !(makesAgain(wanted, at: kind) && hasTimedOut(kind, of: task)) ? wanted : .wait
        return Gate(
            id: name(kind, of: task), kind: kind, question: question, task: task, subject: subject,
            shown: policy.digest(subject.text), options: options, recommendation: recommendation,
            costImpact: costImpact, urgency: urgency, deadline: policy.gates.timeout.map { time + $0 },
            onTimeout: onTimeout, reminders: policy.gates.reminders)
    }

    /// Whether a time-out that means this has something made once more, which leads to the next gate of the same place.
    private func makesAgain(_ wanted: TimeoutPolicy, at kind: GateKind) -> Bool {
        switch kind {
        case .approval: wanted == .reject
        case .humanReview: wanted == .approve
        case .clarification, .budget: false
        }
    }

    /// Whether time has decided here before: nobody's silence buys a second time what it bought once.
    private func hasTimedOut(_ kind: GateKind, of task: TaskID?) -> Bool {
        board.gates.contains { $0.gate.kind == kind && $0.gate.task == task && $0.decision?.by == .timeout }
    }

    /// `approval/deliver`, and `approval/deliver#2` when it opens for the second time.
    private func name(_ kind: GateKind, of task: TaskID?) -> GateID {
        let name = task.map { "\(kind.rawValue)/\($0)" } ?? kind.rawValue
        let earlier = board.gates.count { $0.gate.kind == kind && $0.gate.task == task }
        return GateID(earlier == 0 ? name : "\(name)#\(earlier + 1)")
    }
}
