import Core

/// The record that a job was begun at a service, kept in the log as `job.begun`: its token is some try's and no other's.
struct JobBegun: Hashable {
    static let type = "job.begun"
    let task: TaskID
    let tryNumber: Int
    let model: String
    let token: String

    var record: RoomFact {
        RoomFact(
            type: Self.type,
            payload: [
                "task": .string(task.text), "try": .integer(Int64(tryNumber)), "model": .string(model),
                "token": .string(token),
            ])
    }

    init(task: TaskID, tryNumber: Int, model: String, token: String) {
        self.task = task
        self.tryNumber = tryNumber
        self.model = model
        self.token = token
    }

    /// Nil for a record of another type, or one that is incomplete.
    init?(_ record: RoomFact) {
        let payload = record.payload
        guard record.type == Self.type, let task = payload["task"]?.string, let tryNumber = payload["try"]?.integer,
            let model = payload["model"]?.string, let token = payload["token"]?.string
        else { return nil }
        self.init(task: TaskID(task), tryNumber: tryNumber, model: model, token: token)
    }
}
