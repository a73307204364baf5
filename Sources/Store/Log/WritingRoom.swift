import Core

/// How much memory and how long a log a connection is given to write in.
struct WritingRoom {
    /// Kibibytes of pages that are kept in memory.
    ///
    /// More while many write, each of whom has pages of its own; the narrow one is SQLite's own.
    private static let (wideMemory, narrowMemory) = (16_384, 2_000)
    /// Pages of the log after which they are copied back.
    ///
    /// A page that is written again and again is then copied once, and the disk is synced as seldom. SQLite's own is 1,000: a log
    /// that few write is soon written over in place, which syncs faster than one that grows.
    private static let longLog = 16_000
    /// From how many events in a group on the log may be long.
    private static let manyEvents = 8
    /// How many groups of few in a row make the many a thing of the past.
    private static let patience = 256

    private var isWide = false
    private var isLong = false
    private var quietGroups = 0

    /// To be told of each group; the statements that make it the room it needs, none where it has it.
    mutating func changes(after group: [QueuedAppend], many: Int) -> [String] {
        var changes: [String] = []
        quietGroups = group.count >= many ? 0 : quietGroups + 1
        let mustBeWide = isWide ? quietGroups < Self.patience : group.count >= many
        if mustBeWide != isWide {
            isWide = mustBeWide
            changes.append("PRAGMA cache_size = -\(isWide ? Self.wideMemory : Self.narrowMemory)")
        }
        if !isLong, group.reduce(0, { $0 + $1.batch.events.count }) >= Self.manyEvents {
            isLong = true
            changes.append("PRAGMA wal_autocheckpoint = \(Self.longLog)")
        }
        return changes
    }
}
