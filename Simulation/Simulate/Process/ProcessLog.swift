import Core
import Synchronization

/// The history as a process reaches it: slow, full at times, and closed to the dead.
struct ProcessLog: RunLog {
    let process: SimulatedProcess
    private static let dead = RunLogError.storage(reason: "the process is dead", hint: "")
    private static let mute = RunLogError.storage(reason: "the disk did not answer", hint: "")
    private static let full = RunLogError.storage(reason: "the disk is full", hint: "Free some space.")

    func create(_ batch: EventBatch) async throws(RunLogError) {
        try await write { (disk) throws(RunLogError) in try disk.create(batch, by: process.number) }
    }

    func create<Source: BatchSource>(from source: consuming Source) async throws(RunLogError) -> Source {
        let source = Mutex(source)
        return try await write { (disk) throws(RunLogError) in
            try disk.create(from: source.withLock { $0 }, by: process.number)
        }
    }

    /// Sometimes the rows do not say all, as where an older bot wrote them.
    func state(of run: RunID) async throws(RunLogError) -> Core.StoredRun? {
        let isOld = process.world.chance.happens(200)
        return try await read { (disk) throws(RunLogError) in isOld ? nil : try disk.state(of: run) }
    }

    func append(_ batch: EventBatch) async throws(RunLogError) {
        try await write { (disk) throws(RunLogError) in
            try disk.append(batch, by: process.number)
            if batch.events.contains(where: { $0.type == "task.started" }) { process.noteStarts() }
        }
    }

    func events(of run: RunID, after sequence: Int) async throws(RunLogError) -> [StoredEvent] {
        try await read { (disk) throws(RunLogError) in try disk.events(of: run, after: sequence) }
    }

    func deliver(_ entry: InboxEntry, to run: RunID) async throws(RunLogError) {
        try await write { (disk) throws(RunLogError) in try disk.deliver(entry, to: run) }
    }

    func inbox(of run: RunID) async throws(RunLogError) -> [InboxEntry] {
        try await read { (disk) throws(RunLogError) in try disk.inbox(of: run) }
    }

    func owed(by run: RunID) async throws(RunLogError) -> [OutboxEntry] {
        try await read { (disk) throws(RunLogError) in try disk.owed(by: run) }
    }

    func totals(
        of limits: [BudgetLimit], besides run: RunID
    ) async throws(RunLogError) -> [BudgetScope: MicroDollars] {
        try await read { disk in disk.totals(of: limits, besides: run) }
    }

    func settle(_ entry: OutboxEntry, of run: RunID) async throws(RunLogError) {
        try await write { (disk) throws(RunLogError) in try disk.settle(entry, of: run) }
    }

    /// A crash may come before the commit, and after it but before anybody knows.
    @discardableResult
    private func write<Value>(_ work: (SimulatedDisk) throws(RunLogError) -> Value) async throws(RunLogError) -> Value {
        let world = process.world
        await process.pause(upTo: world.weather.diskLatency)
        try admit()
        let value: Value
        do throws(RunLogError) {
            if world.chance.happens(world.weather.fullDisk) { throw Self.full }
            value = try work(world.disk)
            if world.chance.happens(world.weather.liedWrite) { throw Self.mute }
        } catch {
            if case .overBudget = error { throw error }  // Which the engine decides anew.
            process.noteTrouble()
            throw error
        }
        await process.pause(upTo: world.weather.diskLatency)
        try admit()
        return value
    }

    private func read<Value>(_ work: (SimulatedDisk) throws(RunLogError) -> Value) async throws(RunLogError) -> Value {
        await process.pause(upTo: process.world.weather.diskLatency)
        try admit()
        let value = try work(process.world.disk)
        await process.pause(upTo: process.world.weather.diskLatency)
        try admit()
        return value
    }

    private func admit() throws(RunLogError) {
        guard process.isAlive else { throw Self.dead }
    }
}
