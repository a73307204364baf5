/// How much a run may spend on quality.
package enum QualityTier: String, Hashable, Sendable, CaseIterable {
    case high, balanced, fast
}
