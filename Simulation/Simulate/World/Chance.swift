import Core
import Synchronization

/// All that is left to chance in one seed, drawn from one generator in one order.
final class Chance: Sendable {
    private let bits: Mutex<SplitMix64>

    init(seed: UInt64) { bits = Mutex(SplitMix64(seed: seed)) }

    /// A number from 0 to `limit`, `limit` not included; 0 where that is 0.
    func below(_ limit: Int) -> Int {
        guard limit > 1 else { return 0 }
        return Int(bits.withLock { $0.next() } % UInt64(limit))
    }

    func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in so many of a thousand cases.
    func happens(_ permille: Int) -> Bool { permille > 0 && below(1000) < permille }

    /// A generator of its own for what must not change the draws of the rest.
    func branch() -> SplitMix64 { SplitMix64(seed: bits.withLock { $0.next() }) }
}
