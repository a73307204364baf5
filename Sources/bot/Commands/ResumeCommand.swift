import Core
import Engine
import Store

/// `bot resume`: goes on with what was stopped.
struct ResumeCommand: Sendable {
    let context: CommandContext

    func run() async throws -> ExitStatus {
        let workshop = try await context.workshop()
        let store = try workshop.existingStore()
        let ending = RunEnding(workshop: workshop, store: store, isJSON: context.isJSON)
        let driver = RunDriver(workshop: workshop, store: store)
        if !context.arguments.operands.isEmpty {
            let run = try await context.run(in: store)
            guard !run.status.isFinal else {
                context.console.note("\(run.id) has ended: \(run.status.rawValue). There is nothing to go on with.")
                return try await ending.finish(.ended(run.id))
            }
            return try await ending.finish(try await driver.join(run.id, byPerson: true))
        }
        let runs = try await store.runs(limit: 10_000)
        // What ended while its issue could not be told is told now.
        for run in runs where run.status.isFinal {
            guard let reason = try await driver.payOwed(run.id) else { continue }
            context.console.failure("The issue of \(run.id) was not told its last state: \(reason)")
        }
        let open = try await store.runs(dueAt: workshop.time.now())
        let waiting = runs.count { $0.status == .waiting } - open.count { $0.status == .waiting }
        guard !open.isEmpty else {
            guard waiting > 0 else {
                context.console.note("Every run has ended. There is nothing to go on with.")
                return .succeeded
            }
            context.console.note(
                "\(waiting) \(waiting == 1 ? "run waits" : "runs wait") for a person. 'bot history' lists them, "
                    + "'bot show RUN' says what is to be decided, and 'bot resume RUN' tries again what was mended.")
            return .waiting
        }
        var worst = ExitStatus.succeeded
        for run in open {
            let status = await resumed(run.id, driver, ending)
            if status == .interrupted { return status }
            if status != .succeeded, worst == .succeeded { worst = status }
        }
        return worst
    }

    /// One run of several; what stands in its way is said, and the others go on.
    private func resumed(_ run: RunID, _ driver: RunDriver, _ ending: RunEnding) async -> ExitStatus {
        do {
            return try await ending.finish(try await driver.join(run, byPerson: false))
        } catch {
            context.console.failure("\(run) could not go on: \(error)")
            return .failed
        }
    }
}
