import Core

/// A late answer as its row keeps it.
struct CompletionRow {
    let task: TaskID
    let tryNumber: Int
    let token: String
    /// Whether `output` refers to long texts.
    let hasTexts: Bool
    let output: String
    let failure: FailureColumns?
    let message: String

    /// The answer, once the long texts are back in its output.
    func completion(output: String) throws(RunLogError) -> TaskCompletion {
        // The decoder's words would tell a person nothing more.
        guard let value = try? JSONValue(parsing: output) else {
            throw .damaged(reason: "the answer to try \(tryNumber) of \(task) is not JSON")
        }
        return TaskCompletion(
            task: task, tryNumber: tryNumber, token: token, output: value,
            failure: try failure.map { (columns) throws(RunLogError) in TaskFailure(try columns.failureKind, message) })
    }
}
