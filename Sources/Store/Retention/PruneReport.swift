package import Core

/// What `prune` has removed, or in a dry run would remove.
package struct PruneReport: Hashable, Sendable {
    /// The runs whose history went; their accounts stay.
    package var runs: [RunID] = []
    package var events = 0
    package var texts = 0
    /// What those took in the log, and the long texts, in bytes.
    package var historyBytes = 0
    /// Produced files that nothing in the log refers to any more.
    package var assets = 0
    /// Report pages of those runs.
    package var reports = 0
    /// What was begun and never finished: halves of files, files of jobs that nobody took, and leases of processes that are gone.
    package var remains = 0
    /// Notes of what was read of issues that nobody has looked at since.
    package var notes = 0
    /// Of all these files.
    package var fileBytes = 0

    package init() {}
}
