package import Core
import Engine

extension ErrorEntry {
    /// One line of `bot show --errors --json`; what is absent is null.
    package func json(of run: RunID) -> JSONValue {
        [
            "id": .string(id), "time": .string(time.description), "run": .string(run.text),
            "task": task.map { .string($0.text) } ?? .null, "asset": asset.map { .string($0.text) } ?? .null,
            "type": .string(kind.rawValue), "severity": .string(severity.rawValue),
            "details": [
                "message": .string(message),
                "failedChecks": .array(scores.keys.filter { $0 != RunThresholds.score }.sorted().map(JSONValue.string)),
                "scores": .object(scores.mapValues(JSONValue.number)),
                "thresholds": .object(thresholds.mapValues(JSONValue.number)),
            ],
            "recoveryAttempts": .array(recoveries.map(\.json)), "resolution": .string(resolution.rawValue),
            "costImpactUSD": .number(costImpact.dollars),
        ]
    }
}

extension RecoveryAttempt {
    fileprivate var json: JSONValue {
        [
            "level": .integer(Int64(level)), "strategy": .string(strategy.rawValue), "result": .string(result.rawValue),
            "time": .string(time.description), "fromModel": from.map(JSONValue.string) ?? .null,
            "toModel": to.map(JSONValue.string) ?? .null,
        ]
    }
}
