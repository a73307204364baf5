import Core
import Engine
import Synchronization

/// The history that outlives all processes: each batch whole or not at all, and looked through by the audit as it comes in.
final class SimulatedDisk: Sendable {
    private struct State {
        var runs: [RunID: DiskRun] = [:]
        /// Which process holds a run.
        var leases: [RunID: Int] = [:]
    }
    private let state = Mutex(State())
    private let findings: Findings
    private let trace: Trace
    private let service: SimulatedService
    private let requests: [IssueIdentity: Request]
    private let clock: SimulatedClock
    private let clockJumps: Bool
    /// When something was last written, by the time that never goes back.
    private let written = Mutex<Int64>(0)

    init(
        requests: [Request], clock: SimulatedClock, clockJumps: Bool, service: SimulatedService, findings: Findings,
        trace: Trace
    ) {
        self.requests = Dictionary(requests.map { ($0.issue, $0) }, uniquingKeysWith: { first, _ in first })
        self.clock = clock
        self.clockJumps = clockJumps
        self.service = service
        self.findings = findings
        self.trace = trace
    }

    // MARK: - What the history offers

    func create(_ batch: EventBatch, by process: Int) throws(RunLogError) {
        try state.withLock { (state) throws(RunLogError) in
            if let live = Self.liveRun(of: batch.summary.issue, in: state) { throw .alreadyLive(live) }
            if let known = state.runs[batch.run] { throw .conflict(sequence: known.events.count) }
            guard let request = requests[batch.summary.issue] else { throw .unknownRun(batch.run) }
            let audit = RunAudit(run: batch.run, request: request, service: service, clockJumps: clockJumps)
            let run = DiskRun(batch.summary, audit: audit)
            state.runs[batch.run] = try taken(batch, to: run, in: state, by: process)
        }
    }

    /// All batches of a plan at once.
    func create<Source: BatchSource>(from source: consuming Source, by process: Int) throws(RunLogError) -> Source {
        var source = source
        if let batch = source.rest() { try create(batch, by: process) }
        return source
    }

    func append(_ batch: EventBatch, by process: Int) throws(RunLogError) {
        try state.withLock { (state) throws(RunLogError) in
            guard let run = state.runs[batch.run] else { throw .unknownRun(batch.run) }
            let live = Self.liveRun(of: batch.summary.issue, in: state)
            if let live, live != batch.run, !batch.summary.status.isFinal { throw .alreadyLive(live) }
            state.runs[batch.run] = nil  // So that the arrays are not copied.
            do throws(RunLogError) {
                state.runs[batch.run] = try taken(batch, to: run, in: state, by: process)
            } catch {
                state.runs[batch.run] = run
                throw error
            }
        }
    }

    func events(of run: RunID, after sequence: Int) throws(RunLogError) -> [StoredEvent] {
        Array(try known(run).events.dropFirst(sequence))
    }

    /// The run from its rows, which must lead where its events do.
    func state(of run: RunID) throws(RunLogError) -> Core.StoredRun? {
        let known = try known(run)
        let stored = known.stored
        if let stored, Blackboard(stored) != known.board {
            findings.add("\(run) from its rows is not what its events lead to")
        }
        return stored
    }

    func deliver(_ entry: InboxEntry, to run: RunID) throws(RunLogError) {
        let inbox = try known(run).inbox
        guard !inbox.contains(where: { $0.key == entry.key }) else { return }
        let letter = try Letter(entry)
        trace.note("disk: letter \(inbox.count + 1) came in: \(entry.payload)")
        let now = clock.now
        state.withLock { state in
            state.runs[run]?.inbox.append(
                InboxEntry(number: inbox.count + 1, key: entry.key, payload: entry.payload))
            state.runs[run]?.audit.note(letter, number: inbox.count + 1, at: now)
        }
    }

    /// A process has seen what a job came to, and is about to take it in.
    func noteLook(_ completion: TaskCompletion, of run: RunID) {
        let now = clock.now
        state.withLock { $0.runs[run]?.audit.note(.completion(completion), number: 0, at: now) }
    }

    func inbox(of run: RunID) throws(RunLogError) -> [InboxEntry] { try known(run).waiting }

    func owed(by run: RunID) throws(RunLogError) -> [OutboxEntry] {
        let run = try known(run)
        return run.wanted.filter { $0.value > run.done[$0.key, default: 0] }
            .map { OutboxEntry(kind: $0.key, wanted: $0.value) }.sorted { $0.kind < $1.kind }
    }

    func settle(_ entry: OutboxEntry, of run: RunID) throws(RunLogError) {
        let done = try known(run).done[entry.kind, default: 0]
        state.withLock { $0.runs[run]?.done[entry.kind] = max(done, entry.wanted) }
    }

    func totals(of limits: [BudgetLimit], besides run: RunID) -> [BudgetScope: MicroDollars] {
        state.withLock { state in
            Dictionary(
                limits.map { ($0.scope, Self.others(under: $0, besides: run, in: state)) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// All runs together stay under the ceilings of the settings, whatever a batch says of them; people may raise them.
    private func checkCeilings(over run: borrowing DiskRun, reserving batch: EventBatch, in state: borrowing State) {
        guard batch.events.contains(where: { $0.type == "task.started" }), !clockJumps else { return }
        let (summary, buying) = (run.summary, run.audit.request.buying)
        guard !run.audit.hasRaised, !state.runs.values.contains(where: \.audit.hasRaised) else { return }
        for limit in buying.limits.limits(for: summary.issue, author: summary.author, on: clock.now.day) {
            let sum = run.total(under: limit) + Self.others(under: limit, besides: summary.id, in: state)
            if sum > limit.amount {
                findings.add(
                    "\(summary.id): all runs have \(sum) of the \(limit.amount) of the \(limit.scope.rawValue)")
            }
        }
    }

    private static func others(
        under limit: BudgetLimit, besides id: RunID, in state: borrowing State
    ) -> MicroDollars {
        state.runs.values.reduce(.zero) { sum, run in
            run.summary.id == id ? sum : sum + run.total(under: limit)
        }
    }

    // MARK: - What the bot keeps beside it

    /// One process alone holds a run; a dead one's lease is free.
    func lease(_ run: RunID, to process: Int) -> Bool {
        state.withLock { state in
            if let holder = state.leases[run], holder != process { return false }
            state.leases[run] = process
            return true
        }
    }

    func release(_ run: RunID, by process: Int) {
        state.withLock { state in
            if state.leases[run] == process { state.leases[run] = nil }
        }
    }

    func releaseLeases(of process: Int) {
        state.withLock { state in state.leases = state.leases.filter { $0.value != process } }
    }

    var lastWrite: Int64 { written.withLock { $0 } }

    func isLeased(_ run: RunID) -> Bool { state.withLock { $0.leases[run] != nil } }

    // MARK: - What the simulation looks at

    subscript(run: RunID) -> DiskRun? { state.withLock { $0.runs[run] } }

    /// All runs, in the order of their names.
    var runs: [DiskRun] { state.withLock { $0.runs.values.sorted { $0.summary.id < $1.summary.id } } }

    func runs(of issue: IssueIdentity) -> [DiskRun] { runs.filter { $0.summary.issue == issue } }

    private func known(_ run: RunID) throws(RunLogError) -> DiskRun {
        guard let known = self[run] else { throw .unknownRun(run) }
        return known
    }

    private static func liveRun(of issue: IssueIdentity, in state: borrowing State) -> RunID? {
        state.runs.values.first { $0.summary.issue == issue && !$0.summary.status.isFinal }?.summary.id
    }

    private func taken(
        _ batch: EventBatch, to old: consuming DiskRun, in state: borrowing State, by process: Int
    ) throws(RunLogError) -> DiskRun {
        var run = old
        let last = run.events.count
        guard batch.events.first?.sequence ?? last + 1 == last + 1,
            batch.summary.lastSequence == last + batch.events.count
        else { throw .conflict(sequence: last) }
        for limit in batch.limits {
            let others = Self.others(under: limit, besides: batch.run, in: state)
            guard batch.booked(under: limit.scope) + others <= limit.amount else {
                trace.note(
                    "#\(process) is refused: \(batch.booked(under: limit.scope)) and \(others) of others pass the "
                        + "\(limit.amount) of the \(limit.scope.rawValue)")
                throw .overBudget(limit.scope, others: others)
            }
        }
        written.withLock { $0 = clock.elapsed }
        run.take(batch)
        for event in batch.events {
            trace.note("#\(process) \(event.sequence) \(event.time.milliseconds) \(event.type) \(event.payload)")
        }
        for finding in run.check(batch) { findings.add(finding) }
        checkCeilings(over: run, reserving: batch, in: state)
        return run
    }
}
