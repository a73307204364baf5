import Core

extension RunAudit {
    mutating func takeTask(_ event: StoredEvent, _ id: TaskID, _ payload: JSONValue) {
        guard var task = tasks[id] else { return object("\(event.type) of \(id), which nobody added") }
        if task.status.isFinal, event.type != "task.answeredLate" {
            object("\(event.type) of \(id), which is \(task.status.rawValue)")
        }
        switch event.type {
        case "task.started": start(&task, id, event, payload)
        case "task.succeeded": succeed(&task, id, event, payload)
        case "task.spawned":
            settle(&task, id, payload, from: [.running])
            task.output = payload["output"] ?? .null
            task.status = .waiting
        case "task.suspended":
            let reserved = task.reserved
            settle(&task, id, payload, from: [.running])
            // What the answer may still cost stays reserved until it comes.
            let rest = reserved - (task.outcomes[task.tries].map { $0.settled + $0.unknown } ?? .zero)
            task.reserved = rest
            self.reserved = self.reserved + rest
            task.status = .waiting
            task.token = payload["token"]?.string
            task.due = payload["deadline"]?.integer.map { Timestamp(milliseconds: Int64($0)) }
        case "task.modelChosen": task.chosen = MicroDollars(Int64(payload["price"]?.integer ?? 0))
        case "task.rerouted": reroute(&task, id, payload)
        case "task.awaits":
            task.needs += (payload["needs"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } }
                .filter { !task.needs.contains($0) }
            task.status = .pending
        case "task.retrying": retry(&task, id, event, payload)
        case "task.escalated":
            isDisturbed = true
            checkLate(task, id)
            settle(&task, id, payload, from: [.running, .waiting])
            task.status = .escalated
            task.needsPerson = payload["failure"]?["kind"]?.string == "needsPerson"
        case "task.failed": fail(&task, id, event, payload)
        case "task.skipped": skip(&task, id, payload)
        case "task.cancelled":
            if !isCancelling { object("\(id) is cancelled, and nobody asked for it") }
            settle(&task, id, payload, from: nil, isResult: false)
            task.status = .cancelled
        case "task.lost":
            let lostPrice = task.reserved
            settle(&task, id, payload, from: [.running], isResult: false, mayRepeat: true)
            if task.isPaid {
                isDisturbed = true
                if request.unknownOutcome != .again, task.late.isEmpty {
                    object("\(id) may have been bought, and is made again unasked")
                }
                if (task.outcomes[task.tries]?.unknown ?? .zero) != lostPrice {
                    object("\(id) is lost without its price")
                }
            }
            task.status = .ready
        case "task.answeredLate": answerLate(&task, id, payload)
        default: object("\(event.type) is unknown")
        }
        if task.status.isFinal || task.status == .retrying { task.token = nil }
        tasks[id] = task
        if let asset = task.asset, task.status == .succeeded { served.insert(asset) }
    }

    /// Whether all that the task needs has come to an end, and enough of it to something.
    func isReady(_ task: TaskAudit) -> Bool {
        let needs = task.needs.compactMap { tasks[$0] }
        guard needs.allSatisfy(\.status.isFinal), task.holds else { return false }
        let bad = needs.count { !$0.isSatisfied }
        return bad == 0 || (task.gathers && bad < task.needs.count)
    }

    /// An answer that is there is taken before anything else is tried, and before anybody is asked.
    mutating func checkLate(_ task: TaskAudit, _ id: TaskID) {
        if !task.late.isEmpty { object("\(id) goes on without the answer that came late and was paid for") }
    }

    private mutating func start(_ task: inout TaskAudit, _ id: TaskID, _ event: StoredEvent, _ payload: JSONValue) {
        if status != .running { object("\(id) starts while the run is \(status.rawValue)") }
        if isCancelling { object("\(id) starts though the run is cancelled") }
        if payload["try"]?.integer != task.tries + 1 { object("\(id) starts a try that is not the next") }
        if running.count >= request.concurrency { object("\(id) starts beside \(running)") }
        if task.tries == 0, !isReady(task) { object("\(id) starts before what it needs, or though it is not wanted") }
        switch task.status {
        case .pending, .ready: break
        case .retrying:
            if let due = task.due, event.time < due, !clockJumps { object("\(id) is tried again before its time") }
        case .running, .waiting, .succeeded, .escalated, .failed, .cancelled, .skipped:
            object("\(id) starts while it is \(task.status.rawValue)")
        }
        if task.isPaid, task.tries > 0, task.outcomes[task.tries]?.mayRepeat != true {
            object("\(id) is bought again, and what became of try \(task.tries) does not allow it")
        }
        if gates.values.contains(where: \.holdsAll) || task.gate != nil {
            object("\(id) starts before a person decided")
        }
        checkLate(task, id)
        let amount = MicroDollars(Int64(payload["reserved"]?.integer ?? 0))
        if task.isPaid, amount != task.chosen || amount > task.price {
            object("\(id) reserves \(amount), and its model costs \(task.chosen?.description ?? "nothing")")
        }
        let rivals = running.filter { other in !task.locks.allSatisfy { !(tasks[other]?.locks.contains($0) ?? false) } }
        if !rivals.isEmpty { object("\(id) starts beside \(rivals), which holds its lock") }
        task.chosen = nil
        if amount > .zero { stop = nil }
        task.reserved = amount
        reserved = reserved + amount
        task.tries += 1
        task.status = .running
        task.due = nil
        task.token = nil
    }

    private mutating func succeed(_ task: inout TaskAudit, _ id: TaskID, _ event: StoredEvent, _ payload: JSONValue) {
        if task.status == .waiting, task.token == nil, task.gate == nil {
            let open = task.children.filter { !(tasks[$0]?.status.isFinal ?? true) }
            if !open.isEmpty { object("\(id) is done before its \(open)") }
        } else if task.status == .waiting {
            if let token = task.token, completed["\(id)/\(task.tries)/\(token)"] == nil {
                object("\(id) is done, and no answer to it came in")
            }
            task.output = payload["output"] ?? .null
        } else {
            task.output = payload["output"] ?? .null
        }
        let wasRunning = task.status == .running
        if !wasRunning, !isJudged(event), task.isJob, task.token != nil, produced[id] != task.output {
            object("\(id) is done, and no record says what its job made")
        }
        let isLate = !wasRunning && task.late.contains(task.output)
        let states: [TaskStatus] = isLate ? [.waiting, .ready, .retrying, .escalated] : [.running, .waiting]
        settle(&task, id, payload, from: isJudged(event) ? [.escalated] : states)
        if wasRunning, task.uses == "film", !answers.values.contains(where: { $0 == (id, task.tries) }) {
            object("\(id) is done, and no answer to it came in")
        }
        if wasRunning, task.uses == "paint", service.call(run, id, task.tries)?.isAnswered != true {
            object("\(id) is done, and nothing was bought")
        }
        if wasRunning, task.uses == "paint", produced[id] != task.output {
            object("\(id) is done, and no record says what it made")
        }
        task.shortfall = payload["shortfall"]?.string
        task.status = .succeeded
    }

    private mutating func retry(_ task: inout TaskAudit, _ id: TaskID, _ event: StoredEvent, _ payload: JSONValue) {
        let kind = payload["failure"]?["kind"]?.string
        let was = task.status
        let until = Timestamp(milliseconds: Int64(payload["until"]?.integer ?? 0))
        settle(&task, id, payload, from: [.running, .waiting, .escalated], mayRepeat: true)
        guard task.late.isEmpty else {  // It is not: what came late follows.
            isDisturbed = true
            task.status = .retrying
            task.due = until
            return
        }
        switch kind {
        case "transient":
            if task.tries - task.earlierTries >= task.retry.tries {
                object("\(id) is tried more than \(task.retry.tries) times")
            }
            if was == .waiting { giveUp(task, id, event, payload) }
            let asked = payload["failure"]?["after"]?.integer.map { Duration.milliseconds($0) }
            let plain = min(task.retry.longest, task.retry.backoff * (1 << min(20, task.tries - task.earlierTries - 1)))
            let rest = until - event.time
            let least = asked ?? plain
            let most = asked ?? plain + plain / 4 + .milliseconds(1)
            if rest < least || rest > most { object("\(id) rests for \(rest) in place of \(least)") }
        case "unknownOutcome":
            isDisturbed = true
            if was == .waiting { giveUp(task, id, event, payload) }
            if request.unknownOutcome != .again { object("\(id) may have been bought, and is made again unasked") }
        case "needsPerson":
            if was != .escalated { object("\(id) needs a person, and is tried without one") }
        default: object("\(id) is tried again after \(kind ?? "?")")
        }
        task.status = .retrying
        task.due = until
    }

    private mutating func fail(_ task: inout TaskAudit, _ id: TaskID, _ event: StoredEvent, _ payload: JSONValue) {
        let kind = payload["failure"]?["kind"]?.string
        if kind == "transient" {
            isDisturbed = true
            if task.tries - task.earlierTries < task.retry.tries { object("\(id) is given up after try \(task.tries)") }
            if task.status == .waiting { giveUp(task, id, event, payload) }
        } else if kind == "unknownOutcome" {
            isDisturbed = true
            if task.status == .waiting { giveUp(task, id, event, payload) }
            if request.unknownOutcome == .ask { object("\(id) may have been bought, and nobody is asked") }
        }
        if !isJudged(event) { checkLate(task, id) }
        // What a person gives up may stand anywhere; without a price it fails before it starts.
        settle(&task, id, payload, from: isJudged(event) ? nil : [.running, .waiting, .ready, .pending])
        if isJudged(event) || task.uses == "film" { isDisturbed = true }
        task.failureKind = kind
        task.status = .failed
    }

    /// It failed, and is tried in another way: that is no repetition of what may have been bought unasked.
    private mutating func reroute(_ task: inout TaskAudit, _ id: TaskID, _ payload: JSONValue) {
        isDisturbed = true
        checkLate(task, id)
        let isUnknown = payload["failure"]?["kind"]?.string == "unknownOutcome"
        task.isGivenUp = payload["recovery"]?["strategy"]?.string == "skip"
        if isUnknown, !task.isGivenUp, request.unknownOutcome != .again {
            object("\(id) may have been bought, and is made again unasked")
        }
        settle(&task, id, payload, from: [.running, .waiting, .pending, .ready], mayRepeat: true)
        task.earlierTries = task.tries
        task.token = nil
        task.status = .ready
    }

    /// What was booked for a try that was given up is settled by what it really cost.
    private mutating func answerLate(_ task: inout TaskAudit, _ id: TaskID, _ payload: JSONValue) {
        let tryNumber = payload["try"]?.integer ?? 0
        guard let earlier = task.outcomes[tryNumber], earlier.unknown > .zero,
            answers.values.contains(where: { $0 == (id, tryNumber) })
                || completed.keys.contains(where: { $0.hasPrefix("\(id)/\(tryNumber)/") })
        else { return object("try \(tryNumber) of \(id) is answered late, and was not given up, or no answer came in") }
        let settled = MicroDollars(Int64(payload["spent"]?.integer ?? 0))
        let unknown = MicroDollars(Int64(payload["unknown"]?.integer ?? 0))
        if payload["released"]?.integer.map({ MicroDollars(Int64($0)) }) != earlier.unknown {
            object("\(id) try \(tryNumber) releases other than the \(earlier.unknown) that were booked for it")
        }
        if settled != service.call(run, id, tryNumber)?.charge {
            object("\(id) try \(tryNumber) settles \(settled), which is not what was charged")
        }
        task.outcomes[tryNumber] = TaskAudit.Outcome(
            settled: earlier.settled + settled, unknown: unknown, mayRepeat: earlier.mayRepeat)
        task.spent = task.spent + settled
        task.unknown = task.unknown - earlier.unknown + unknown
        spent = spent + settled
        self.unknown = self.unknown - earlier.unknown + unknown
        guard payload["failure"] == nil, tryNumber > task.revisedTries else { return }
        task.late.append(payload["output"] ?? .null)
    }

    /// Whether it follows from what was decided at a gate.
    private func isJudged(_ event: StoredEvent) -> Bool { event.causation.map { judged.contains($0) } ?? false }

    /// The engine says that no answer came in time: then none may have.
    private mutating func giveUp(_ task: TaskAudit, _ id: TaskID, _ event: StoredEvent, _ payload: JSONValue) {
        isDisturbed = true
        guard payload["failure"]?["message"]?.string?.hasPrefix("no answer came in time") == true else { return }
        guard let token = task.token, let due = task.due else { return }
        // An answer that does not come before the deadline may be too late, whatever the machine is just about to do.
        if let time = completed["\(id)/\(task.tries)/\(token)"], time < due, !clockJumps {
            object("\(id) is given up though its answer had come in")
        }
        if event.time < due { object("\(id) is given up before its time") }
    }

    private mutating func skip(_ task: inout TaskAudit, _ id: TaskID, _ payload: JSONValue) {
        task.isUncalledFor = payload["byCondition"]?.bool ?? false
        if task.isGivenUp {
            isDisturbed = true
            task.status = .skipped
            return
        }
        if task.isUncalledFor {
            if task.holds { object("\(id) is skipped though its condition holds") }
        } else {
            let bad = task.needs.count { !(tasks[$0]?.isSatisfied ?? true) }
            if bad == 0 || (task.gathers && bad < task.needs.count) { object("\(id) is skipped though it could go on") }
        }
        if task.tries > 0 { object("\(id) is skipped after it was begun") }
        task.status = .skipped
    }

    /// Books what the try came to, and holds it against what the service charged.
    private mutating func settle(
        _ task: inout TaskAudit, _ id: TaskID, _ payload: JSONValue, from states: [TaskStatus]?, isResult: Bool = true,
        mayRepeat: Bool = false
    ) {
        if let states, !states.contains(task.status) {
            object("\(id) comes to something while it is \(task.status.rawValue)")
        }
        if isResult { barren = 0 }
        let settled = MicroDollars(Int64(payload["spent"]?.integer ?? 0))
        let unknown = MicroDollars(Int64(payload["unknown"]?.integer ?? 0))
        if settled + unknown > task.reserved { object("\(id) books \(settled + unknown) of \(task.reserved) reserved") }
        if task.status == .running || task.status == .waiting && task.token != nil {
            let isSuspension = task.status == .running && payload["token"] != nil
            let charge = service.call(run, id, task.tries)?.charge ?? .zero
            if settled + unknown < charge, !isSuspension {
                object("\(id) was charged \(charge) and books \(settled + unknown)")
            }
            if settled > .zero, settled != charge { object("\(id) was charged \(charge) and settles \(settled)") }
            task.outcomes[task.tries] = TaskAudit.Outcome(settled: settled, unknown: unknown, mayRepeat: mayRepeat)
        } else if mayRepeat, let earlier = task.outcomes[task.tries] {
            task.outcomes[task.tries] = TaskAudit.Outcome(
                settled: earlier.settled, unknown: earlier.unknown, mayRepeat: true)
        }
        reserved = reserved - task.reserved
        task.reserved = .zero
        task.spent = task.spent + settled
        task.unknown = task.unknown + unknown
        spent = spent + settled
        self.unknown = self.unknown + unknown
    }
}
