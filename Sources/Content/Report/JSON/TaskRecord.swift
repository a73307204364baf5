package import Core
import Engine

/// What one task of a run made, as document 000 keeps it in `agent-output/task-*.json`: the task, its result and its figures.
package struct TaskRecord: Hashable, Sendable {
    /// `task-<run>-<task>.json`, plain enough for every file system.
    package let fileName: String
    package let json: JSONValue

    /// One for each task that has made assets or failed to, in plan order.
    package static func records(of view: RunView) -> [TaskRecord] {
        let makers = view.board.tasks.filter { state in
            state.task.asset != nil && RunMetrics.makers.contains(state.task.uses) && state.status.isFinal
        }
        return makers.map { TaskRecord($0, of: view) }
    }

    private init(_ state: TaskState, of view: RunView) {
        let task = state.task
        let attempts = view.attempts.filter { $0.asset.key == task.asset && $0.asset.attempt == task.attempt }
        let run = view.board.run
        fileName = "task-\(run)-\(Slug.of(task.id.text, limit: 100)).json"
        let brief = view.charter.brief
        let item = view.items.first { $0.key == task.asset }
        let time = { (start: Timestamp?, end: Timestamp?) -> Int64 in
            guard let start, let end else { return 0 }
            return end.elapsed(since: start).milliseconds
        }
        json = [
            "id": .string("\(run)/\(task.id)"), "type": .string(brief.kind.rawValue), "agent": .string(task.uses),
            "status": .string(state.status.rawValue),
            "params": [
                "prompt": .string(item?.prompt ?? brief.prompt),
                "size": .string((item?.size ?? brief.size).description),
                "style": brief.style.map(JSONValue.string) ?? .null, "optimize": .bool(brief.optimise),
                "attempt": .integer(Int64(task.attempt)),
            ],
            "success": .bool(state.status == .succeeded), "error": state.failure.map(JSONValue.string) ?? .null,
            "assets": .array(attempts.map { RunJSON.asset($0) }),
            "metrics": [
                "totalTime": .integer(time(state.startedAt, state.finishedAt)),
                "retryCount": .integer(Int64(max(0, state.tries - 1))),
                "cost": .number((state.spent + state.unknown).dollars),
                "score": attempts.first?.judgement.map { .number($0.score) } ?? .null,
            ],
            "startedAt": state.startedAt.map { .string($0.description) } ?? .null,
            "finishedAt": state.finishedAt.map { .string($0.description) } ?? .null,
        ]
    }
}
