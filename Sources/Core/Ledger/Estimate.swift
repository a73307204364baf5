/// What a plan may cost: when everything passes at once, as measured so far, and when every attempt is used.
package struct Estimate: Hashable, Sendable {
    package let least: MicroDollars
    package let likely: MicroDollars
    package let most: MicroDollars

    package init(least: MicroDollars, likely: MicroDollars, most: MicroDollars) {
        self.least = least
        self.likely = likely
        self.most = most
    }

    package static let nothing = Estimate(least: .zero, likely: .zero, most: .zero)

    package static func + (left: Estimate, right: Estimate) -> Estimate {
        Estimate(least: left.least + right.least, likely: left.likely + right.likely, most: left.most + right.most)
    }
}
