import Core

/// What a run's row says and where its log ends.
final class RunHead {
    /// The run's key in the tables.
    let number: Int64
    /// 0 for a run without events.
    var lastSequence: Int
    /// What was last written into the row; nil where that is not known.
    ///
    /// Its last sequence may be an older one.
    var summary: RunSummary?

    init(number: Int64, lastSequence: Int) {
        self.number = number
        self.lastSequence = lastSequence
    }
}
