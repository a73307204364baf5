import Core

/// The heads of the runs that were last appended to, so that the next append need not ask for them.
///
/// They are good as long as appends alone have written: whatever another connection or another method of this one has written
/// changes the mark of the history, and all are forgotten.
struct RunHeads {
    /// How many are kept; more make room by beginning anew.
    private static let limit = 4096

    private var heads: [RunID: RunHead] = [:]
    private var mark: HistoryMark?

    subscript(run: RunID) -> RunHead? { heads[run] }

    mutating func keep(_ head: RunHead, of run: RunID) {
        if heads.count >= Self.limit { heads.removeAll(keepingCapacity: true) }
        heads[run] = head
    }

    /// To be told of the history's mark at the start of each transaction of appends.
    mutating func begin(at mark: HistoryMark) {
        if self.mark != mark { heads.removeAll(keepingCapacity: true) }
        // Until the transaction has ended well nothing of what it changes in them is sure.
        self.mark = nil
    }

    /// To be told of the mark after a transaction's last statement.
    mutating func end(at mark: HistoryMark) { self.mark = mark }
}
