import Core
import Synchronization

/// What the service has done since it began, for the figures; any thread may count.
package final class ServiceCounts: Sendable {
    private struct State {
        var deliveries = [Int](repeating: 0, count: DeliveryOutcome.allCases.count)
        var looks = 0
        var failedLooks = 0
        var runs = 0
        /// Of those that are under way.
        var running = 0
        var lastError: String?
    }

    private let state = Mutex(State())

    package init() {}

    func count(_ outcome: DeliveryOutcome) { state.withLock { $0.deliveries[outcome.rawValue] += 1 } }

    /// Keeps the last thing that went wrong with the store; nil once it has been said.
    func note(_ error: RunLogError) { state.withLock { $0.lastError = error.description } }

    func looked(_ isGood: Bool) {
        state.withLock { state in
            state.looks += 1
            if !isGood { state.failedLooks += 1 }
        }
    }

    func runBegan() {
        state.withLock { state in
            state.runs += 1
            state.running += 1
        }
    }

    func runEnded() { state.withLock { $0.running -= 1 } }

    /// What went wrong with the store since it was last asked for.
    package func takeError() -> String? {
        state.withLock { state in
            defer { state.lastError = nil }
            return state.lastError
        }
    }

    /// In Prometheus' text format.
    package func metrics(isReady: Bool) -> String {
        let state = state.withLock { $0 }
        var lines = [
            "# HELP showrunner_deliveries_total Requests to the webhook's address, by what became of them.",
            "# TYPE showrunner_deliveries_total counter",
        ]
        for outcome in DeliveryOutcome.allCases {
            lines.append(
                "showrunner_deliveries_total{outcome=\"\(outcome.name)\"} \(state.deliveries[outcome.rawValue])")
        }
        lines += Self.metric("looks_total", "counter", "Issues that were looked at.", state.looks)
        lines += Self.metric(
            "failed_looks_total", "counter", "Looks at issues that failed and are put off.", state.failedLooks)
        lines += Self.metric("runs_total", "counter", "Runs that were begun or gone on with.", state.runs)
        lines += Self.metric("runs_active", "gauge", "Runs that are under way.", state.running)
        lines += Self.metric("ready", "gauge", "Whether deliveries are taken.", isReady ? 1 : 0)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func metric(_ name: String, _ type: String, _ help: String, _ value: Int) -> [String] {
        ["# HELP showrunner_\(name) \(help)", "# TYPE showrunner_\(name) \(type)", "showrunner_\(name) \(value)"]
    }
}
