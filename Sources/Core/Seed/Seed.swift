/// The number from which one attempt of one asset is generated: `0 ..< 2³¹`, the range that every provider accepts.
package struct Seed: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt32
    package var description: String { String(value) }

    package static let limit: UInt64 = 1 << 31

    /// Nil outside `0 ..< 2³¹`.
    package init?(_ value: some BinaryInteger) {
        guard value >= 0, value < Self.limit else { return nil }
        self.value = UInt32(value)
    }

    /// The seed that stands for a text, such as an issue's identity: the same in every process.
    package init(hashing text: String) {
        var bits = SplitMix64(seed: StableHash.of(text))
        value = UInt32(truncatingIfNeeded: bits.next() >> 33)
    }

    /// The seed that a base, an asset and an attempt (from 1) lead to; `salt` tells apart two that would be equal.
    init(base: Seed, asset: AssetKey, attempt: Int, salt: Int) {
        var bits = SplitMix64(
            seed: UInt64(base.value) &* 0x1_0000_0001 ^ asset.digest ^ UInt64(attempt) << 48 ^ UInt64(salt) << 40)
        value = UInt32(truncatingIfNeeded: bits.next() >> 33)
    }
}
