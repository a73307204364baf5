package import Core

/// The director's KPIs of document 003, out of the history; a rate of nothing is nil.
package struct DirectorFigures: Hashable, Sendable {
    package let runs: Int
    /// Of the ended runs that had a budget, the share that spent more, calls of unknown outcome included; 0–1.
    package let costOverrunRate: Double?
    /// Of all runs, the share that a person was asked about; 0–1.
    package let humanInterventionRate: Double?
    /// Of the ended runs, the share that delivered, under the threshold or not; 0–1.
    package let projectCompletionRate: Double?
    /// From a question to its decision, over the questions that were decided.
    package let averageDecisionLatency: Duration?

    package init(of runs: [RunSummary], waits: [PersonWait]) {
        self.runs = runs.count
        let ended = runs.filter(\.status.isFinal)
        let budgeted = ended.compactMap { run in run.budget.map { run.spent + run.unknown > $0 } }
        costOverrunRate = Self.share(budgeted.count { $0 }, of: budgeted.count)
        let asked = Set(waits.map(\.run)).union(runs.filter { $0.status == .waiting }.map(\.id))
        humanInterventionRate = Self.share(runs.count { asked.contains($0.id) }, of: runs.count)
        let delivered = ended.count { $0.status == .succeeded || $0.status == .partial }
        projectCompletionRate = Self.share(delivered, of: ended.count)
        let known = Set(runs.map(\.id))
        let latencies = waits.compactMap { wait in
            known.contains(wait.run) ? wait.decidedAt.map { $0 - wait.askedAt } : nil
        }
        averageDecisionLatency = latencies.isEmpty ? nil : latencies.reduce(.zero, +) / latencies.count
    }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }

    /// What `bot history --kpis --json` prints, under the names of document 003.
    package var json: JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
        return [
            "runs": .integer(Int64(runs)), "cost_overrun_rate": number(costOverrunRate),
            "human_intervention_rate": number(humanInterventionRate),
            "project_completion_rate": number(projectCompletionRate),
            "avg_decision_latency_ms": averageDecisionLatency.map { .integer($0.milliseconds) } ?? .null,
        ]
    }

    /// What `bot history --kpis` prints.
    package var text: String {
        guard runs > 0 else { return "No runs yet. 'bot run <issue>' makes the first.\n" }
        func percent(_ value: Double?, _ lack: String) -> String {
            value.map { "\(Int(($0 * 1000).rounded()) / 10).\(Int(($0 * 1000).rounded()) % 10) %" } ?? lack
        }
        let rows = [
            ("runs", String(runs)),
            ("cost overrun", percent(costOverrunRate, "no ended run had a budget")),
            ("human intervention", percent(humanInterventionRate, "")),
            ("completion", percent(projectCompletionRate, "no run has ended")),
            ("decision latency", averageDecisionLatency.map(Figures.duration) ?? "nothing was decided"),
        ]
        return rows.map { "\(DisplayWidth.fit($0.0, to: 18, padded: true))  \($0.1)\n" }.joined()
    }
}
