import Core

/// The batches that a run writes, one after the other.
struct EventsBenchLog {
    let run: RunID
    private let issue: IssueIdentity
    private let status: RunStatus
    private var last = 0

    /// One that waits is left alone by a service that follows the log.
    init(number: Int, status: RunStatus = .running) {
        self.status = status
        var bits = SplitMix64(seed: UInt64(number))
        run = RunID(at: Timestamp(milliseconds: 1_700_000_000_000), using: &bits)
        issue = .github(repository: "octo/lighthouse", number: number)
    }

    /// Events of 200 bytes without tasks.
    mutating func batch(of count: Int) -> EventBatch {
        let payload = #"{"output":""# + String(repeating: "x", count: 187) + #""}"#
        return batch((0..<count).map { _ in event("task.noted", payload) }, tasks: [])
    }

    /// What 10,000 tasks write that are all added, then started and done in layers of `perBatch`.
    mutating func plan(tasks count: Int, perBatch: Int) -> [EventBatch] {
        let names = (0..<count).map { number in
            let digits = String(number)
            return TaskID("noop/" + String(repeating: "0", count: 5 - digits.count) + digits)
        }
        let layers = stride(from: 0, to: count, by: perBatch).map { names[$0..<min($0 + perBatch, count)] }
        var batches: [EventBatch] = []
        for layer in layers {
            batches.append(
                batch(layer.map { event("task.added", added($0)) }, tasks: layer.map { row($0, .pending) }))
        }
        for layer in layers {
            batches.append(
                batch(layer.map { event("task.started", started($0)) }, tasks: layer.map { row($0, .running) }))
            batches.append(
                batch(layer.map { event("task.succeeded", done($0)) }, tasks: layer.map { row($0, .succeeded) }))
        }
        return batches
    }

    private func added(_ task: TaskID) -> String {
        #"{"attempt":1,"id":"\#(task)","needs":["noop/00001","noop/00002","noop/00003"],"parameters":{},"priority":3,"#
            + #""retry":{"factor":2,"first":1000,"tries":3},"uses":"noop"}"#
    }
    private func started(_ task: TaskID) -> String { #"{"reserved":0,"task":"\#(task)","try":1}"# }
    private func done(_ task: TaskID) -> String {
        #"{"output":{},"spending":{"settled":0,"unknown":0},"task":"\#(task)"}"#
    }

    private func row(_ task: TaskID, _ status: TaskStatus) -> TaskRow {
        let time = Timestamp(milliseconds: 1_700_000_000_000)
        return TaskRow(
            id: task, uses: "noop", status: status, tries: status == .pending ? 0 : 1,
            startedAt: status == .pending ? nil : time, finishedAt: status == .succeeded ? time : nil, spent: .zero,
            error: nil)
    }

    private mutating func event(_ type: String, _ payload: String) -> StoredEvent {
        last += 1
        return StoredEvent(
            sequence: last, run: run, time: Timestamp(milliseconds: 1_700_000_000_000 + Int64(last)), actor: "engine",
            causation: last > 1 ? last - 1 : nil, type: type, version: 1, payload: payload)
    }

    private func batch(_ events: [StoredEvent], tasks: [TaskRow]) -> EventBatch {
        let summary = RunSummary(
            id: run, issue: issue, issueTitle: "A bench", author: "octocat", status: status, requestDigest: "d",
            createdAt: Timestamp(milliseconds: 1_700_000_000_000), finishedAt: nil, reserved: .zero, spent: .zero,
            unknown: .zero, budget: nil, assets: 0, lastSequence: events.last?.sequence ?? 0)
        return EventBatch(run: run, events: events, summary: summary, tasks: tasks, outbox: [])
    }
}
