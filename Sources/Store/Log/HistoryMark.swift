/// A moment of the history as one connection sees it: another one differs where anything was written in between.
struct HistoryMark: Hashable {
    /// Changes with what other connections commit.
    let others: Int
    /// Counts the rows that this connection has changed.
    let own: Int64
}
