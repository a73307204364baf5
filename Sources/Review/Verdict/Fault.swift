import Glibc

/// How badly a criterion is broken: 0 for not at all, 1 where it alone fails the picture, without an upper end.
///
/// Faults and scores turn into each other without loss, so that scores never tie at 0 or 100 and still rank pictures that are
/// far beyond passing.
struct Fault: Hashable, Sendable, Comparable {
    let value: Double

    init(_ value: Double) { self.value = value.isFinite ? max(0, value) : 1e6 }

    private static let steepness = 1.5

    /// 100 for no fault, 80 for a fault of 1, towards 0 without reaching it.
    var score: Double { 100 / (1 + 0.25 * pow(value, Self.steepness)) }

    /// The fault that a score stands for.
    init(score: Double) {
        let score = min(max(score, 1e-3), 100)
        self.init(pow(4 * (100 / score - 1), 1 / Self.steepness))
    }

    /// What is left where the criterion may take only a part of the points: `weight` 1 leaves it whole, 0 takes it away.
    func weighted(by weight: Double) -> Fault {
        weight == 1 ? self : Fault(score: 100 - weight * (100 - score))
    }

    /// One broken criterion breaks the whole, however good the others are: the root of the sum of squares.
    static func combined(_ faults: some Sequence<Fault>) -> Fault {
        Fault(faults.reduce(0) { $0 + $1.value * $1.value }.squareRoot())
    }

    static func < (left: Fault, right: Fault) -> Bool { left.value < right.value }
}
