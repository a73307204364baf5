package import Core
import Engine

/// Every failure of a run with what was done about it: a pure fold of its events.
///
/// A task has one entry from its first failed try until it succeeds, fails for good or is cancelled; an asset has one from the first
/// attempt under the threshold until an attempt passes or the run ends.
package struct ErrorLog: Hashable, Sendable {
    /// In the order in which they began.
    package private(set) var entries: [ErrorEntry] = []
    /// Positions of the entries that are open.
    private var openTasks: [TaskID: Int] = [:]
    private var openAssets: [AssetKey: Int] = [:]
    private var assets: [TaskID: AssetKey] = [:]
    /// The highest attempt of each asset that was made.
    private var attempts: [AssetKey: Int] = [:]
    private var threshold = 0
    /// The tasks that stand behind gates, and what was decided for them.
    private var gates: [GateID: TaskID] = [:]
    private var decisions: [TaskID: DecisionKind] = [:]

    package init(_ events: some Sequence<Event>) {
        for event in events {
            switch event.fact {
            case .engine(let fact): take(fact, event)
            case .room(let record): take(record, event, by: RecoveryAttempt(level: 1, .anotherAttempt, event.time))
            }
        }
    }

    private mutating func take(_ fact: EngineFact, _ event: Event) {
        switch fact {
        case .runCreated(let charter): threshold = charter.brief.threshold
        case .taskAdded(let task, _): assets[task.id] = task.asset
        case .taskStarted(let id, _, _): decisions[id] = nil
        case .taskRetrying(let id, let failure, _, let spending):
            let at = fail(id, ErrorEntry.Kind(failure.kind), .low, failure.message, spending, event)
            entries[at].recoveries.append(RecoveryAttempt(level: 1, .retry, event.time))
        case .taskLost(let id, let spending):
            let at = fail(id, .lost, .low, "the process ended while it was at work", spending, event)
            entries[at].recoveries.append(RecoveryAttempt(level: 1, .retry, event.time))
        case .taskRerouted(let id, let step, let failure, let spending):
            let at = fail(id, ErrorEntry.Kind(failure.kind), .medium, failure.message, spending, event)
            entries[at].recoveries.append(RecoveryAttempt(step, event.time))
        case .gateOpened(let gate): gates[gate.id] = gate.task
        case .gateDecided(let decision):
            if let task = gates[decision.gate] { decisions[task] = decision.kind }
            for record in decision.records {
                take(record, event, by: RecoveryAttempt(level: 3, .askPerson, event.time))
            }
        case .taskEscalated(let id, let failure, let spending):
            let at = fail(id, ErrorEntry.Kind(failure.kind), .critical, failure.message, spending, event)
            entries[at].recoveries.append(RecoveryAttempt(level: 3, .askPerson, event.time))
        case .taskFailed(let id, _, _) where openTasks[id] != nil && decisions[id] != nil:
            settle(id, as: decisions.removeValue(forKey: id) == .accept ? .accepted : .failed)
        case .taskFailed(let id, let failure, let spending):
            let at = fail(id, ErrorEntry.Kind(failure.kind), .high, failure.message, spending, event)
            entries[at].resolution = .failed
            openTasks[id] = nil
        case .taskSucceeded(let id, _, _, _), .taskSpawned(let id, _, _, _), .taskSuspended(let id, _, _, _):
            recover(id)
        case .taskSkipped(let id, _, _): close(id, as: .failed)
        case .taskCancelled(let id, let spending):
            if let at = openTasks[id] { entries[at].costImpact += spending.settled + spending.unknown }
            close(id, as: .cancelled)
        case .taskAnsweredLate(let id, let answer):
            guard let at = openTasks[id] ?? entries.lastIndex(where: { $0.task == id }) else { return }
            entries[at].costImpact += answer.spending.settled + answer.spending.unknown - answer.released
        case .runFinished(let status, _): end(status)
        default: break  // Neither a failure nor a recovery.
        }
    }

    /// Notes a failure of a task, in its open entry or a new one, and gives the entry's position.
    private mutating func fail(
        _ id: TaskID, _ kind: ErrorEntry.Kind, _ severity: Severity, _ message: String, _ spending: Spending,
        _ event: Event
    ) -> Int {
        let at: Int
        if let open = openTasks[id] {
            at = open
            entries[at].settleRecovery(.failed)
            entries[at].kind = kind
            entries[at].message = message
            entries[at].severity = max(entries[at].severity, severity)
        } else {
            at = entries.count
            openTasks[id] = at
            entries.append(
                ErrorEntry(event, task: id, asset: assets[id], kind: kind, severity: severity, message: message))
        }
        entries[at].costImpact += spending.settled + spending.unknown
        return at
    }

    /// A person gave up a task whose failure was put before them.
    private mutating func settle(_ id: TaskID, as resolution: ErrorEntry.Resolution) {
        guard let at = openTasks.removeValue(forKey: id) else { return }
        entries[at].settleRecovery(resolution == .accepted ? .succeeded : .failed)
        entries[at].resolution = resolution
    }

    private mutating func recover(_ id: TaskID) {
        guard let at = openTasks.removeValue(forKey: id) else { return }
        entries[at].settleRecovery(.succeeded)
        entries[at].resolution = entries[at].recoveries.contains { $0.level == 3 } ? .byPerson : .autoFixed
    }

    private mutating func close(_ id: TaskID, as resolution: ErrorEntry.Resolution) {
        guard let at = openTasks.removeValue(forKey: id) else { return }
        entries[at].settleRecovery(.failed)
        entries[at].resolution = resolution
    }

    /// `recovery` is what a further attempt at an asset is.
    private mutating func take(_ record: RoomFact, _ event: Event, by recovery: RecoveryAttempt) {
        if let made = AssetProduced(record)?.asset {
            attempts[made.key] = max(attempts[made.key] ?? 0, made.attempt)
            guard let at = openAssets[made.key] else { return }
            entries[at].recoveries.append(recovery)
            entries[at].costImpact += made.cost
        } else if let judged = AssetJudged(record) {
            take(judged, event)
        }
    }

    private mutating func take(_ judged: AssetJudged, _ event: Event) {
        let needed = judged.thresholds[RunThresholds.score] ?? Double(threshold)
        switch judged.judgement.verdict {
        case .pass, .warn:
            guard let at = openAssets.removeValue(forKey: judged.key) else { return }
            if judged.attempt < attempts[judged.key] ?? 0 {
                // An attempt that had failed passes now: not another picture helped but another bar.
                entries[at].settleRecovery(.failed)
                entries[at].recoveries.append(RecoveryAttempt(level: 2, .lowerThreshold, event.time))
            }
            entries[at].settleRecovery(.succeeded)
            entries[at].resolution = .autoFixed
        case .fail, .unjudged:
            let isJudged = judged.judgement.verdict == .fail
            let message =
                isJudged
                ? "attempt \(judged.attempt) scored \(Figures.score(judged.judgement.score)), "
                    + "\(Figures.score(needed)) was asked for"
                : "attempt \(judged.attempt) could not be judged"
            let at: Int
            if let open = openAssets[judged.key] {
                at = open
                entries[at].settleRecovery(.failed)
                entries[at].message = message
                entries[at].kind = isJudged ? .underThreshold : .unjudged
            } else {
                at = entries.count
                openAssets[judged.key] = at
                entries.append(
                    ErrorEntry(
                        event, task: nil, asset: judged.key, kind: isJudged ? .underThreshold : .unjudged,
                        severity: .medium, message: message))
            }
            let weak = CriterionWords.weakest(of: judged.judgement, under: Int(needed.rounded()))
            entries[at].scores = Dictionary(weak.map { ($0.name, $0.score) }, uniquingKeysWith: { first, _ in first })
            entries[at].scores[RunThresholds.score] = isJudged ? judged.judgement.score : nil
            entries[at].thresholds = judged.thresholds.filter { entries[at].scores[$0.key] != nil }
            entries[at].thresholds[RunThresholds.score] = isJudged ? needed : nil
        }
    }

    /// What the end of the run makes of all that is still open.
    private mutating func end(_ status: RunStatus) {
        for at in openTasks.values {
            entries[at].settleRecovery(.failed)
            entries[at].resolution = status == .cancelled ? .cancelled : .failed
        }
        for at in openAssets.values {
            entries[at].settleRecovery(.failed)
            let isDelivered = status == .partial || status == .succeeded
            entries[at].resolution = status == .cancelled ? .cancelled : isDelivered ? .shortfall : .failed
            if isDelivered { entries[at].severity = max(entries[at].severity, .high) }
        }
        openTasks = [:]
        openAssets = [:]
    }
}

extension ErrorEntry {
    /// Gives the recovery that is still pending its result.
    fileprivate mutating func settleRecovery(_ result: RecoveryAttempt.Result) {
        guard let last = recoveries.indices.last, recoveries[last].result == .pending else { return }
        recoveries[last].result = result
    }
}

extension ErrorEntry.Kind {
    fileprivate init(_ kind: TaskFailure.Kind) {
        switch kind {
        case .transient: self = .transient
        case .permanent, .barred: self = .permanent
        case .unknownOutcome: self = .unknownOutcome
        case .needsPerson: self = .needsPerson
        }
    }
}
