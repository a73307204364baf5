/// Makes the batches of one transaction one after the other, so that they need not be in memory all at once.
package protocol BatchSource: Sendable {
    /// The next batch, which follows the last one directly; nil after the last.
    mutating func next() -> EventBatch?
}
