import Core
import Engine
import Glibc
import Resources
import Store

/// `bot cancel`: ends a run for good.
struct CancelCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let run = try await context.run(in: store)
        let ending = RunEnding(workshop: workshop, store: store, isJSON: context.isJSON)
        guard !run.status.isFinal else {
            context.console.note("\(run.id) has ended already: \(run.status.rawValue).")
            return try await ending.finish(.ended(run.id))
        }
        let reason = context.arguments[.reason].map { PlainText.line($0) } ?? "cancelled by hand"
        guard let lease = try await lease(on: run.id, because: reason, workshop, store) else {
            throw CommandFailure(
                "The process that conducts \(run.id) did not stop in time. Stop it, then run the command again.")
        }
        defer { lease.release() }
        // It may have ended while its process was asked to stop.
        if let ended = try await store.run(run.id), ended.status.isFinal {
            lease.release()
            if ended.status != .cancelled {
                context.console.note("\(run.id) ended before it could be cancelled: \(ended.status.rawValue).")
            }
            let status = try await ending.finish(.ended(run.id))
            return ended.status == .cancelled ? .succeeded : status
        }
        let result = try await RunDriver(workshop: workshop, store: store).cancel(
            run, reason: reason, by: context.person)
        _ = try await ending.finish(.conducted(result))
        return .succeeded
    }

    /// The right to drive the run, taken over from the process that holds it, which is asked to stop as a person would ask.
    ///
    /// A process that followed the run may take it up as soon as the first lets go of it; then it is asked too, each once.
    /// A service has other runs to look after: it is written to, and ends this one alone.
    private func lease(
        on run: RunID, because reason: String, _ workshop: Workshop, _ store: SQLiteStore
    ) async throws -> RunLease? {
        var asked: Set<Int32> = []
        var end = workshop.time.now() + workshop.settings.shutdownGrace + .seconds(5)
        while workshop.time.now() < end {
            if let lease = try RunLease.acquire(run, in: workshop.stateFolder) { return lease }
            if let holder = RunLease.lastHolder(of: run, in: workshop.stateFolder), asked.insert(holder).inserted {
                if ProcessIdentity.isService(holder) {
                    context.console.note("Telling the service, process \(holder), which ends this run alone.")
                    let letter = Letter.cancel(
                        reason: reason, by: Decider(source: .terminal, login: context.person))
                    try await store.deliver(
                        letter.entry(key: "\(workshop.time.now().milliseconds)/\(ProcessIdentity.current)"), to: run)
                } else {
                    context.console.note("Asking process \(holder) to stop.")
                    kill(holder, SIGTERM)
                }
                end = workshop.time.now() + workshop.settings.shutdownGrace + .seconds(5)
            }
            try await workshop.time.sleep(for: .milliseconds(100))
        }
        return nil
    }
}
