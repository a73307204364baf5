package import Core

/// What a short name of a run may mean.
package enum RunMatch: Hashable, Sendable {
    case none
    case one(RunSummary)
    /// More than one run: the name must be longer.
    case several([RunID])
}
