/// Where a gate stands.
package enum GateStatus: String, Hashable, Sendable, CaseIterable {
    case open, decided
    /// What it showed changed, or nothing waits behind it any more.
    case void
}
