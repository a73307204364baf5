/// How bad a failure is for the run.
package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// It mends itself by trying again.
    case low
    /// The work has to be done anew, or worse.
    case medium
    /// A part of what was asked for will be missing.
    case high
    /// Nothing goes on without a person.
    case critical

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }
}
