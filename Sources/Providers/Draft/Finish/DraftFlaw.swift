package import Core

/// What is wrong with a draft: about one seed in three spoils its picture, so that the review has real work.
package enum DraftFlaw: CaseIterable, Hashable, Sendable {
    case blurred, noisy, underexposed, overexposed, washedOut, blocky, nearlyBlank

    /// A pure function of the seed: the same seed is flawed in the same way in every picture.
    package init?(seed: Seed) {
        var bits = SplitMix64(seed: UInt64(seed.value) ^ 0x5eed_f1a3_0000_0000)
        guard bits.next() % 100 < 33 else { return nil }
        self = Self.allCases[Int(bits.next() % UInt64(Self.allCases.count))]
    }
}
