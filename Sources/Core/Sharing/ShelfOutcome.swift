/// What became of a swap.
package enum ShelfOutcome: Hashable, Sendable {
    /// Where the folders stand now, by their names.
    case done([String: ShelfVersion])
    /// One at least is not where it was read, and nothing was changed.
    case moved
}
