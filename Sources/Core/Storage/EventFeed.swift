/// Shows the log to subscribers: every event once, in the order of the commits, and none before it is durable.
///
/// A position is all that a subscriber needs to go on where it was. One that keeps its position together with what it made of the
/// events sees each exactly once, whatever dies in between; `advance` keeps it for those that have no place of their own, and
/// they see again what they had taken in but not yet noted.
package protocol EventFeed: Sendable {
    /// What was appended after a position, oldest first, at most `limit` appends; 0 stands before the first.
    ///
    /// An append is never split.
    func appends(after position: Int, limit: Int) async throws(RunLogError) -> [Append]

    /// Where the subscriber of this name has noted that it stands; 0 for a new one.
    func position(of subscriber: String) async throws(RunLogError) -> Int

    /// Notes where a subscriber stands; durable when it returns. It never moves back.
    func advance(_ subscriber: String, to position: Int) async throws(RunLogError)

    /// To be asked for before the events are: what is committed in between then changes it.
    func mark() async throws(RunLogError) -> FeedMark

    /// Returns as soon as this process has committed something since the mark, or the task is cancelled.
    func commit(after mark: FeedMark) async
}

extension EventFeed {
    /// Returns when something may have been committed since the mark, by this process or another.
    ///
    /// Own commits are told of at once; for those of others the mark is looked at again after each `rest`, which reads no
    /// disk. Throws `CancellationError` when the task is cancelled.
    package func change(since mark: FeedMark, on time: any TimeSource, rest: Duration) async throws {
        repeat {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await commit(after: mark) }
                group.addTask { try await time.sleep(for: rest) }
                try await group.next()
                group.cancelAll()
            }
            try Task.checkCancellation()
        } while try await self.mark() == mark
    }
}
