import Core

/// The record of how often a service was asked how a job stands until it had ended, kept in the log as `job.watched`.
///
/// Only the process that saw the end counts: what one that was stopped has asked is not known any more.
struct JobWatched: Hashable {
    static let type = "job.watched"
    let task: TaskID
    let tryNumber: Int
    /// From 1.
    let looks: Int

    init(task: TaskID, tryNumber: Int, looks: Int) {
        self.task = task
        self.tryNumber = tryNumber
        self.looks = looks
    }

    var record: RoomFact {
        RoomFact(
            type: Self.type,
            payload: [
                "task": .string(task.text), "try": .integer(Int64(tryNumber)), "looks": .integer(Int64(looks)),
            ])
    }

    /// Nil for a record of another type, or one that is incomplete.
    init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let task = payload["task"]?.string, let tryNumber = payload["try"]?.integer,
            let looks = payload["looks"]?.integer, looks > 0
        else { return nil }
        self.init(task: TaskID(task), tryNumber: tryNumber, looks: looks)
    }
}
