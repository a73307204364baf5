/// An amount of money in millionths of a US dollar; sums are exact.
package struct MicroDollars: Hashable, Sendable, Comparable, AdditiveArithmetic, CustomStringConvertible {
    package let count: Int64

    package static let zero = MicroDollars(0)

    package init(_ count: Int64) { self.count = count }

    /// Rounded to the nearest millionth; nil where the amount is not a number or out of range.
    package init?(dollars: Double) {
        let scaled = (dollars * 1_000_000).rounded()
        guard scaled.isFinite, abs(scaled) < 9e18 else { return nil }
        count = Int64(scaled)
    }

    package var dollars: Double { Double(count) / 1_000_000 }

    /// As people read it: at least two decimals, six at most, `0.00`, `1.25`, `0.0035`.
    package var description: String {
        let sign = count < 0 ? "-" : ""
        let magnitude = count.magnitude
        let fraction = String(magnitude % 1_000_000)
        var digits = String(repeating: "0", count: 6 - fraction.count) + fraction
        while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(magnitude / 1_000_000).\(digits)"
    }

    package static func < (left: MicroDollars, right: MicroDollars) -> Bool { left.count < right.count }
    package static func + (left: MicroDollars, right: MicroDollars) -> MicroDollars {
        MicroDollars(left.count + right.count)
    }
    package static func - (left: MicroDollars, right: MicroDollars) -> MicroDollars {
        MicroDollars(left.count - right.count)
    }
    package static func * (left: MicroDollars, times: Int) -> MicroDollars { MicroDollars(left.count * Int64(times)) }
}
