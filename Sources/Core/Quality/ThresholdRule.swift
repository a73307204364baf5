/// How the threshold of one criterion is found.
package struct ThresholdRule: Hashable, Sendable {
    /// The threshold of the balanced tier with money left; nil where whoever asks gives it.
    package let base: Double?
    package let unit: Unit
    package let direction: Direction
    /// The least strict that it ever becomes; nil leaves it to the unit's own end.
    package let laxest: Double?

    package init(base: Double?, unit: Unit, direction: Direction, laxest: Double? = nil) {
        self.base = base
        self.unit = unit
        self.direction = direction
        self.laxest = laxest
    }

    /// What a criterion counts in.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case points, similarity, distance, rate

        /// The upper end of its scale, which begins at 0.
        package var scale: Double { self == .points ? 100 : 1 }
    }

    /// Which values are the better ones.
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        case higher, lower
    }

    /// The threshold after a step towards stricter, a negative one towards laxer; steps are shares of the scale.
    ///
    /// A step moves points by whole ones, and the rest is rounded to four decimals, so that 0.75 and 0.05 make 0.8.
    func threshold(from base: Double, step: Double) -> Double {
        let move = unit == .points ? (step * unit.scale).rounded() : step
        var value: Double
        switch direction {
        case .higher: value = max(base + move, laxest ?? 0)
        case .lower: value = min(base - move, laxest ?? unit.scale)
        }
        value = min(max(value, 0), unit.scale)
        return (value * 10_000).rounded() / 10_000
    }

    /// Whether a value passes a threshold of this rule.
    package func passes(_ value: Double, threshold: Double) -> Bool {
        switch direction {
        case .higher: value >= threshold
        case .lower: value <= threshold
        }
    }
}
