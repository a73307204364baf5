import Core

/// The tables, as the steps that lead from an empty file to the newest shape of them.
package struct Schema: Sendable {
    /// Step n, counted from 0, leads from version n to n + 1.
    ///
    /// What has been released is never edited, only added to.
    package let steps: [String]

    /// What this bot reads and writes.
    package static let current = Schema(steps: [first, inbox, ledger, feed, stateInRows, deliveries, heads])

    package init(steps: [String]) { self.steps = steps }

    /// The file keeps its own in `user_version`.
    package var version: Int { steps.count }

    /// Brings a database up to date, in one transaction: where a step fails it is as it was.
    func migrate(_ connection: Connection) throws(RunLogError) {
        guard try found(in: connection) != version else { return }
        try connection.transaction { () throws(RunLogError) in
            // Another process may have done it while this one waited for the lock.
            let current = try found(in: connection)
            for step in steps[current...] { try connection.execute(reporting: step) }
            try connection.execute(reporting: "PRAGMA user_version = \(version)")
        }
    }

    /// The version of a database; one that is newer than this is refused.
    func found(in connection: Connection) throws(RunLogError) -> Int {
        let current = try reporting { () throws(SQLiteError) in try connection.number("PRAGMA user_version") }
        guard (0...version).contains(current) else {
            throw .newer(
                reason: "a newer version of the bot wrote it (its format is \(current), this bot knows \(version))")
        }
        return current
    }
}
