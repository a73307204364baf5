package import Core

/// The places at which somebody has to look, for whoever does.
extension SQLiteStore {
    /// How often this process has asked for attention: what `attention(after:)` waits on.
    package nonisolated var attentionCount: Int { attentionNews.commits }

    /// Returns as soon as this process has asked more often than `seen`, or the task is cancelled.
    package nonisolated func attention(after seen: Int) async { await attentionNews.wait(after: seen) }

    package func ask(for places: [AttentionPlace], at time: Timestamp) throws(RunLogError) {
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in
                for place in places { try connection.ask(for: place, times: 1, at: time) }
            }
        }
        attentionNews.tell()
    }

    /// The places to look at by now, those that have waited longest first.
    package func openAttention(at time: Timestamp, limit: Int) throws(RunLogError) -> [AttentionRow] {
        try reporting { () throws(SQLiteError) in try connection.openAttention(at: time, limit: limit) }
    }

    /// The issues whose runs are to be brought on, those asked for first first.
    package func wantedRuns(limit: Int) throws(RunLogError) -> [AttentionRow] {
        try reporting { () throws(SQLiteError) in try connection.wantedRuns(limit: limit) }
    }

    /// Notes that a place has been looked at as it was asked for in `row`; `wantsRun` has its run brought on.
    package func settle(_ row: AttentionRow, wantsRun: Bool) throws(RunLogError) {
        try changing { () throws(SQLiteError) in try self.connection.settle(row, wantsRun: wantsRun) }
    }

    /// Puts a place off whose look has failed; where it has been asked for again meanwhile it stays as it is.
    package func putOff(_ row: AttentionRow, until time: Timestamp) throws(RunLogError) {
        try changing { () throws(SQLiteError) in try self.connection.putOff(row, until: time) }
    }

    /// Notes that an issue's run has been brought as far as it goes; where it has been asked for again it stays wanted.
    package func settleRun(_ row: AttentionRow) throws(RunLogError) {
        try changing { () throws(SQLiteError) in try self.connection.settleRun(row) }
    }

    /// Has an issue looked at again later whose run could not be brought on.
    package func putOffRun(_ row: AttentionRow, until time: Timestamp) throws(RunLogError) {
        try changing { () throws(SQLiteError) in try self.connection.putOffRun(row, until: time) }
    }

    private func changing(_ work: () throws(SQLiteError) -> Void) throws(RunLogError) {
        try connection.transaction { () throws(RunLogError) in try reporting(work) }
    }
}
