package import Core

/// What a run needs to go on at another host, and how it comes from there.
extension SQLiteStore {
    /// All that ever came in for a run, in the order of its arrival.
    package func letters(of run: RunID) throws(RunLogError) -> [KeptLetter] {
        let open = Dictionary(try inbox(of: run).map { ($0.key, $0.payload) }, uniquingKeysWith: { $1 })
        let number = try number(of: run)
        return try reporting { () throws(SQLiteError) in try connection.letterKeys(number: number) }
            .map { KeptLetter(key: $0, payload: open[$0]) }
    }

    /// Takes in a run as another host has left it: `whole` has all of its events and the rows that follow from them.
    ///
    /// A run whose log here goes on where the other ends stays as it is; one that has gone another way gives way to it. What
    /// came in here and was not taken in stays.
    /// - Returns: whether anything was changed.
    /// - Throws: `RunLogError.alreadyLive` where the issue has another live run here.
    @discardableResult
    package func adopt(
        _ whole: EventBatch, ledger: [LedgerEntry], letters: [KeptLetter]
    ) throws(RunLogError) -> Bool {
        let isChanged = try connection.transaction { () throws(RunLogError) -> Bool in
            let number: Int64
            var kept = 0
            if try run(whole.run) != nil {
                number = try self.number(of: whole.run)
                let own = try events(of: whole.run, number: number, after: 0, through: .max)
                if own.count >= whole.events.count, Array(own.prefix(whole.events.count)) == whole.events {
                    try add(letters, number: number)
                    return false
                }
                if Array(whole.events.prefix(own.count)) == own { kept = own.count }
            } else {
                number = try claim(for: whole)
            }
            try reporting { () throws(SQLiteError) in try connection.clear(number: number, events: kept == 0) }
            let rest = EventBatch(
                run: whole.run, events: Array(whole.events.dropFirst(kept)), summary: whole.summary,
                tasks: whole.tasks, outbox: whole.outbox)
            try write(rest, to: number, after: 0)
            try reporting { () throws(SQLiteError) in
                for entry in ledger { try connection.put(entry, of: whole.summary, number: number) }
            }
            try update(whole.summary, number: number)
            try add(letters, number: number)
            return true
        }
        if isChanged { news.tell() }
        return isChanged
    }

    private func add(_ letters: [KeptLetter], number: Int64) throws(RunLogError) {
        try reporting { () throws(SQLiteError) in
            for letter in letters {
                try connection.insert(InboxEntry(key: letter.key, payload: letter.payload ?? ""), number: number)
                if letter.payload == nil { try connection.take(key: letter.key, number: number) }
            }
        }
    }
}

extension Connection {
    func letterKeys(number: Int64) throws(SQLiteError) -> [String] {
        try statement("SELECT key FROM inbox WHERE run = ? ORDER BY number").bind(number).rows { $0.text(0) }
    }

    func take(key: String, number: Int64) throws(SQLiteError) {
        try statement("UPDATE inbox SET taken = 1, texts = 0, payload = '' WHERE key = ? AND run = ?")
            .bind(key).bind(number).run()
    }

    /// Removes the rows that follow from a run's events, and the events themselves where they are not the ones that stay.
    ///
    /// Its last append stays where it is the newest of all: a position must not be given twice.
    func clear(number: Int64, events: Bool) throws(SQLiteError) {
        for table in ["tasks", "ledger", "outbox"] + (events ? ["events", "tail"] : []) {
            try statement(composed: "DELETE FROM \(table) WHERE run = ?").bind(number).run()
        }
        guard events else { return }
        try statement("DELETE FROM appends WHERE run = ? AND position < (SELECT max(position) FROM appends)")
            .bind(number).run()
    }
}
