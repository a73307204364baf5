/// How much a run may spend on quality; a higher tier is the greater one.
package enum QualityTier: String, Hashable, Sendable, CaseIterable, Comparable {
    case high, balanced, fast

    /// From 0 for the cheapest.
    package var rank: Int {
        switch self {
        case .fast: 0
        case .balanced: 1
        case .high: 2
        }
    }

    package static func < (left: QualityTier, right: QualityTier) -> Bool { left.rank < right.rank }
}
