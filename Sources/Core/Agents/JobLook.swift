/// What a look at a suspended try shows.
///
/// `after` is how long to leave it alone where that is longer than usual.
package enum JobLook: Hashable, Sendable {
    /// The service says that it is still at work.
    case working(after: Duration?)
    /// It could not be seen, which says nothing about the job: its deadline is not held against it for a while.
    case unseen(after: Duration?)
    case completed(TaskCompletion)
}
