/// What a look at a suspended try shows.
package enum JobLook: Hashable, Sendable {
    /// Still at work, or not to be seen at present; `after` is how long to leave it alone where that is longer than usual.
    case working(after: Duration?)
    case completed(TaskCompletion)
}
