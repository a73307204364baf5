/// Something to show while a task is at work.
package enum Signal: Hashable, Sendable {
    /// What the task is doing now, in a few words.
    case activity(TaskID, String)
    /// How far it is; `fraction` from 0 to 1.
    case progress(TaskID, fraction: Double)
}
