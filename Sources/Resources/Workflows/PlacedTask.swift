import Core

/// A workflow's task with the places that problems between tasks name.
struct PlacedTask {
    let task: WorkflowTask
    let mark: YAMLMark
    let needs: [(text: String, mark: YAMLMark)]
    let follows: [(text: String, mark: YAMLMark)]
    let regeneratesMark: YAMLMark?
    let revisesMark: YAMLMark?
    /// Where the text of the `when` begins.
    let conditionMark: YAMLMark?
}
