package import Core
import Engine

/// A run's error log as a terminal shows it; foreign text is cleaned of everything that a terminal would obey.
package enum ErrorText {
    /// What `bot show --errors` prints.
    package static func text(of log: ErrorLog, run: RunID, colours: Bool, width: Int) -> String {
        guard !log.entries.isEmpty else { return "Nothing has failed in \(run).\n" }
        let style = TerminalStyle(isOn: colours)
        let heads = ["Error", "Task or asset", "Type", "Severity", "Recovery", "End", "USD"]
        let rows = log.entries.map { entry in
            [
                TextTable.Cell(entry.id), .init(entry.task?.text ?? entry.asset?.text ?? ""),
                .init(entry.kind.rawValue), .init(entry.severity.rawValue, tone(of: entry.severity)),
                .init(recovery(of: entry)), .init(entry.resolution.rawValue, tone(of: entry.resolution)),
                .init(entry.costImpact.description),
            ]
        }
        let table = TextTable([heads.map { .init($0, .quiet) }] + rows, right: [6], flexible: 4)
        var lines = table.lines(width: max(40, width), style: style, indent: "")
        // Whole, as what to do next stands at the end of it: the terminal breaks the line.
        lines += ["", style.strong("What happened")]
        lines += log.entries.map { entry in
            "  \(entry.id), \(Figures.time(entry.time)): \(PlainText.clean(entry.message, limit: 2000))"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `retry ×2, person`, in the order in which they were tried.
    private static func recovery(of entry: ErrorEntry) -> String {
        var steps: [(strategy: String, count: Int)] = []
        for attempt in entry.recoveries {
            if let last = steps.indices.last, steps[last].strategy == attempt.strategy.rawValue {
                steps[last].count += 1
            } else {
                steps.append((attempt.strategy.rawValue, 1))
            }
        }
        return steps.map { $0.count == 1 ? $0.strategy : "\($0.strategy) ×\($0.count)" }.joined(separator: ", ")
    }

    private static func tone(of severity: Severity) -> Tone {
        switch severity {
        case .low: .quiet
        case .medium: .warning
        case .high, .critical: .bad
        }
    }

    private static func tone(of resolution: ErrorEntry.Resolution) -> Tone {
        switch resolution {
        case .open: .busy
        case .autoFixed, .byPerson: .good
        case .accepted, .shortfall: .warning
        case .failed: .bad
        case .cancelled: .quiet
        }
    }
}
