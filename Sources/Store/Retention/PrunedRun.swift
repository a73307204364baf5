import Core

/// What a run has left behind by being pruned.
struct PrunedRun: Sendable {
    let size: LogSize
    /// What its events named by hash, and nobody else may.
    let references: Set<SHA256Digest>
}
