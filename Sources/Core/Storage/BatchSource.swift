/// Makes the batches of one transaction one after the other, so that they need not be in memory all at once.
package protocol BatchSource: Sendable {
    /// The next batch, which follows the last one directly; nil after the last.
    mutating func next() -> EventBatch?
}

extension BatchSource {
    /// All that is left as one batch, for a log that has no use for portions; nil where nothing is left.
    package mutating func rest() -> EventBatch? {
        guard var whole = next() else { return nil }
        while let next = next() { whole.append(next) }
        return whole
    }
}
