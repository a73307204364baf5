import Core
import Synchronization

extension World {
    /// Takes a delivery in; the same key leaves one, and what it holds must be the same.
    func deliver(_ content: String, key: String) {
        let known = deliveries.withLock { deliveries in
            defer { if deliveries[key] == nil { deliveries[key] = content } }
            return deliveries[key]
        }
        if let known, known != content { findings.add("\(key) was delivered twice, and not the same") }
    }

    /// Starts a process of the bot.
    func start(_ errand: Errand) {
        let process = makeProcess()
        trace.note("#\(process.number) starts to \(errand)")
        Task { await SimulatedBot(process: process).run(errand) }
    }
}
