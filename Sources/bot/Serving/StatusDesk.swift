import Core
import GitHub
import Resources
import Service
import Store

/// Keeps the status issues of repositories whose settings want one.
struct StatusDesk: Sendable {
    let desk: AttentionDesk
    private var base: Workshop { desk.base }
    private var store: SQLiteStore { desk.store }
    /// How often it is looked whether there is something to say.
    private static let rounds = Duration.seconds(300)

    /// Until it is cancelled.
    func run(_ named: [String]?) async {
        while !Task.isCancelled {
            do {
                let repositories = if let named { named } else { try await store.toldRepositories() }
                for repository in repositories
                where try await desk.settings(of: repository).settings.statusIssue {
                    await say(.webhooks, in: repository)
                }
            } catch {
                base.console.failure("The status issues can't be kept: \(error)")
            }
            // Cancelled: the service stops.
            guard (try? await base.time.sleep(for: Self.rounds)) != nil else { return }
        }
    }

    /// Says how the bot is where that is wanted and due; what fails is told, and keeps nothing else from being done.
    func say(_ watch: StatusReport.Watch, in repository: String) async {
        do {
            let now = base.time.now()
            let report = try await report(watch, of: repository, at: now)
            let known = try await desk.tracker.statusIssue(of: repository)
            guard StatusPace.isDue(report, body: known?.body, last: known?.updatedAt, at: now) else { return }
            let flaw = try await desk.tracker.putStatus(
                report.text(at: now), title: StatusReport.title, in: repository)
            if let flaw {
                base.console.note("The status issue of \(repository) is not pinned. \(flaw) Pin it by hand.")
            }
        } catch {
            base.console.failure("The status issue of \(repository) could not be kept: \(error)")
        }
    }

    private func report(
        _ watch: StatusReport.Watch, of repository: String, at now: Timestamp
    ) async throws -> StatusReport {
        let name = repository.lowercased()
        let queue = try await store.openAttention(at: now, limit: 1_000)
            .count { $0.place.repository.lowercased() == name && $0.place.issue > 0 }
        func count(_ status: RunStatus) async throws -> Int {
            try await store.runs(limit: 1_000, in: status).count { $0.issue.repository.lowercased() == name }
        }
        return StatusReport(
            watch: watch, queue: queue, running: try await count(.running), waiting: try await count(.waiting),
            spentToday: try await store.spent(on: now.day, in: repository))
    }
}
