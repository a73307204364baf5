import Core

/// The steps of pruning that concern the database; `Retention` puts them together.
extension SQLiteStore {
    func prunable(endedBefore cutoff: Timestamp) throws(RunLogError) -> [RunID] {
        try reporting { () throws(SQLiteError) in try connection.prunable(endedBefore: cutoff) }
            .compactMap { RunID($0) }
    }

    /// Removes all of a run but its account, in one transaction; in a dry run nothing.
    ///
    /// Nil where the run has meanwhile become one that must stay.
    func prune(
        _ run: RunID, endedBefore cutoff: Timestamp, at time: Timestamp, isDryRun: Bool
    ) throws(RunLogError) -> PrunedRun? {
        let number = try number(of: run)
        let work = { () throws(RunLogError) -> PrunedRun? in
            guard try self.prunable(endedBefore: cutoff).contains(run) else { return nil }
            return try reporting { () throws(SQLiteError) in
                let pruned = PrunedRun(
                    size: try self.connection.size(number: number),
                    references: try self.connection.references(of: number))
                if !isDryRun { try self.connection.prune(number: number, at: time) }
                return pruned
            }
        }
        return isDryRun ? try work() : try connection.transaction(work)
    }

    /// What the log names by hash, runs left out that are to go, and up to which position it was read.
    func references(without pruned: [RunID]) throws(RunLogError) -> (kept: Set<SHA256Digest>, position: Int) {
        var numbers: Set<Int64> = []
        for run in pruned { numbers.insert(try number(of: run)) }
        let position = try reporting { () throws(SQLiteError) in try connection.lastPosition() }
        let kept = try reporting { () throws(SQLiteError) in
            let direct = try connection.references(after: 0, without: numbers)
            return direct.union(try connection.references(inTexts: direct))
        }
        return (kept, position)
    }

    /// Removes the long texts that nothing refers to, and answers how many there were and their bytes.
    ///
    /// The log was read up to `position` for what is `kept`; what came later is looked at here.
    func dropTexts(
        except kept: Set<SHA256Digest>, after position: Int, isDryRun: Bool
    ) throws(RunLogError) -> (count: Int, bytes: Int) {
        let work = { () throws(RunLogError) -> (count: Int, bytes: Int) in
            try reporting { () throws(SQLiteError) in
                let fresh = isDryRun ? [] : try self.connection.references(after: position, without: [])
                var count = 0
                var bytes = 0
                for text in try self.connection.textSizes() {
                    if let digest = SHA256Digest(hex: text.digest), kept.contains(digest) || fresh.contains(digest) {
                        continue
                    }
                    count += 1
                    bytes += text.bytes
                    if !isDryRun { try self.connection.drop(text: text.digest) }
                }
                return (count, bytes)
            }
        }
        return isDryRun ? try work() : try connection.transaction(work)
    }

    /// Gives what the file no longer needs back to the disk; false where that has to wait.
    ///
    /// A file of today's bot gives back a few pages at a time, so that no writer waits long. An older one must be written anew
    /// as a whole, which is done only where `isAlone` says that nobody is at work.
    func reclaim(isAlone: Bool) throws(RunLogError) -> Bool {
        do throws(SQLiteError) {
            if try connection.number("PRAGMA auto_vacuum") == 2 {
                var free = try connection.number("PRAGMA freelist_count")
                while free > 0 {
                    try connection.execute("PRAGMA incremental_vacuum(256)")
                    let left = try connection.number("PRAGMA freelist_count")
                    guard left < free else { break }
                    free = left
                }
            } else if isAlone {
                try connection.execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
            } else {
                return false
            }
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return true
        } catch {
            // Nothing is lost: the space serves what is written next.
            if error.isBusy || error.isFull { return false }
            throw RunLogError(error)
        }
    }
}
