import Core

/// Which events one append has brought.
struct AppendRow {
    let position: Int
    /// The run's key in the tables.
    let number: Int64
    let run: RunID?
    let first: Int
    let last: Int
}
