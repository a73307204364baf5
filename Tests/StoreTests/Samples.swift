import Core

/// Runs, events and batches to write.
enum Samples {
    static let issue = IssueIdentity.github(repository: "octo/lighthouse", number: 7)
    static let run = id(1)

    /// The same identifier for the same number; a higher one is later.
    static func id(_ number: Int64) -> RunID {
        var bits = SplitMix64(seed: UInt64(number))
        return RunID(at: Timestamp(milliseconds: 1_700_000_000_000 + number), using: &bits)
    }

    static func event(
        _ sequence: Int, of run: RunID = run, type: String = "task.started", payload: String = #"{"a":1}"#
    ) -> StoredEvent {
        StoredEvent(
            sequence: sequence, run: run, time: Timestamp(milliseconds: 1_700_000_000_000 + Int64(sequence)),
            actor: "engine", causation: sequence > 1 ? sequence - 1 : nil, type: type, version: 1,
            payload: payload)
    }

    static func summary(
        of run: RunID = run, issue: IssueIdentity = issue, status: RunStatus = .running, last: Int,
        details: String? = nil
    ) -> RunSummary {
        RunSummary(
            id: run, issue: issue, issueTitle: "Three posters — 灯台", author: "octocat", status: status,
            requestDigest: "d1", createdAt: Timestamp(milliseconds: 1_700_000_000_000),
            finishedAt: status.isFinal ? Timestamp(milliseconds: 1_700_000_009_000) : nil, reserved: MicroDollars(30),
            spent: MicroDollars(20), unknown: MicroDollars(10), budget: MicroDollars(5_000_000), assets: 2,
            due: status == .waiting ? Timestamp(milliseconds: 1_700_000_005_000) : nil, lastSequence: last,
            details: details)
    }

    static func task(
        _ id: TaskID, _ status: TaskStatus, error: String? = nil, added: Int? = nil, told: Int? = nil,
        details: String = ""
    ) -> TaskRow {
        TaskRow(
            id: id, uses: "draw", status: status, tries: 1, startedAt: Timestamp(milliseconds: 1), finishedAt: nil,
            spent: MicroDollars(4), error: error, added: added, told: told, details: details)
    }

    static func batch(
        _ sequences: ClosedRange<Int>, of run: RunID = run, issue: IssueIdentity = issue,
        status: RunStatus = .running, tasks: [TaskRow] = [], outbox: [OutboxEntry] = [],
        taken: [Int] = []
    ) -> EventBatch {
        EventBatch(
            run: run, events: sequences.map { event($0, of: run) },
            summary: summary(of: run, issue: issue, status: status, last: sequences.upperBound), tasks: tasks,
            outbox: outbox, taken: taken)
    }

    /// A batch of one event with a payload of one's own.
    static func batch(payload: String, at sequence: Int, of run: RunID = run) -> EventBatch {
        EventBatch(
            run: run, events: [event(sequence, of: run, payload: payload)],
            summary: summary(of: run, last: sequence), tasks: [], outbox: [])
    }

    static func entry(_ key: String, payload: String = #"{"a":1}"#) -> InboxEntry {
        InboxEntry(key: key, payload: payload)
    }
}
