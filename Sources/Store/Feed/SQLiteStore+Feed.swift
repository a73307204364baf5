package import Core

extension SQLiteStore: EventFeed {
    package func appends(after position: Int, limit: Int) throws(RunLogError) -> [Append] {
        let rows = try reporting { () throws(SQLiteError) in
            try connection.appends(after: position, limit: limit)
        }
        var appends: [Append] = []
        for row in rows {
            guard let run = row.run else { throw .damaged(reason: "a row of the history makes no sense") }
            let events = try events(of: run, number: row.number, after: row.first - 1, through: row.last)
            // The events of a pruned run are gone; its last append stays, so that no position is given twice.
            if !events.isEmpty { appends.append(Append(position: row.position, events: events)) }
        }
        return appends
    }

    /// The position of the newest append; 0 where there is none.
    package func newestPosition() throws(RunLogError) -> Int {
        try reporting { () throws(SQLiteError) in
            try connection.number("SELECT coalesce(max(position), 0) FROM appends")
        }
    }

    package func position(of subscriber: String) throws(RunLogError) -> Int {
        try reporting { () throws(SQLiteError) in try connection.position(of: subscriber) }
    }

    package func advance(_ subscriber: String, to position: Int) throws(RunLogError) {
        try connection.transaction { () throws(RunLogError) in
            try reporting { () throws(SQLiteError) in try connection.advance(subscriber, to: position) }
        }
    }

    package func mark() throws(RunLogError) -> FeedMark {
        let own = news.commits
        return FeedMark(own: own, others: try dataVersion())
    }

    package nonisolated func commit(after mark: FeedMark) async { await news.wait(after: mark.own) }
}
