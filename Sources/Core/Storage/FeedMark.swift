/// How far a feed had come at some moment: another mark of the same feed differs where something may have been committed.
package struct FeedMark: Hashable, Sendable {
    /// Counts what this process has committed.
    package let own: Int
    /// Changes with what other processes commit.
    package let others: Int

    package init(own: Int, others: Int) {
        self.own = own
        self.others = others
    }
}
