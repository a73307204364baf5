package import Core
package import GitHub
package import Store

/// Asks GitHub for what it could not deliver: it does not try again by itself.
package struct Redelivery: Sendable {
    private let log: HookLog
    private let store: SQLiteStore
    private let time: any TimeSource
    private let tell: @Sendable (String) -> Void

    /// How long GitHub keeps what it could not deliver.
    static let memory = Duration.seconds(3 * 86_400)
    /// How often it is looked for.
    static let rounds = Duration.seconds(600)
    /// How long an attempt is left to arrive before another is asked for.
    static let patience = Duration.seconds(300)
    /// How many are asked for at a round, and how often each.
    static let most = 100
    static let mostAttempts = 5

    /// `tell`: for whoever reads the log.
    package init(
        _ log: HookLog, store: SQLiteStore, time: any TimeSource, tell: @escaping @Sendable (String) -> Void
    ) {
        self.log = log
        self.store = store
        self.time = time
        self.tell = tell
    }

    /// Looks at once and then at intervals, until it is cancelled.
    package func run() async {
        var asked: [String: Timestamp] = [:]
        var trouble: String?
        while !Task.isCancelled {
            do {
                let count = try await round(&asked)
                if count > 0 { tell("Asked GitHub again for \(count) deliveries that had not arrived.") }
                trouble = nil
            } catch {
                let text = "What GitHub could not deliver is not asked for: \(error)"
                if text != trouble, !Task.isCancelled { tell(text) }
                trouble = text
            }
            guard (try? await time.sleep(for: Self.rounds)) != nil else { return }  // Cancelled: the service stops.
        }
    }

    /// Asks for what failed and is not here, and returns how many that were.
    ///
    /// `asked`: when what was asked for.
    package func round(_ asked: inout [String: Timestamp]) async throws -> Int {
        let now = time.now()
        asked = asked.filter { $0.value + Self.memory > now }
        let attempts = try await log.failures(since: now + (.zero - Self.memory))
        let known = try await store.knows(deliveries: Array(Set(attempts.map(\.guid))))
        var count = 0
        for delivery in Self.wanted(among: attempts, known: known, asked: asked, at: now) {
            asked[delivery.guid] = now
            if try await log.redeliver(delivery) { count += 1 }
        }
        return count
    }

    /// The attempts to be made again, the oldest first: one for each thing that failed and has not arrived since.
    static func wanted(
        among attempts: [HookDelivery], known: Set<String>, asked: [String: Timestamp], at now: Timestamp
    ) -> [HookDelivery] {
        var things: [String: [HookDelivery]] = [:]
        for attempt in attempts { things[attempt.guid, default: []].append(attempt) }
        let wanted = things.values.compactMap { attempts -> HookDelivery? in
            guard let newest = attempts.max(by: { ($0.deliveredAt, $0.id) < ($1.deliveredAt, $1.id) }),
                !known.contains(newest.guid), isOfUse(newest.event), !attempts.contains(where: \.isGood),
                attempts.count < mostAttempts,
                asked[newest.guid].map({ $0 + patience <= now }) ?? true
            else { return nil }
            return newest
        }
        return Array(wanted.sorted { ($0.deliveredAt, $0.id) < ($1.deliveredAt, $1.id) }.prefix(most))
    }

    private static func isOfUse(_ event: String) -> Bool {
        switch WebhookEvent(event) {
        case .issues, .issueComment, .installation, .installationRepositories, .pullRequest, .checkRun, .checkSuite:
            true
        case .ping, .label, .other: false
        }
    }
}
