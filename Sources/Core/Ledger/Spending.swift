/// What one try cost: settled by the service's answer, or gone with an outcome that nobody knows.
package struct Spending: Hashable, Sendable {
    package let settled: MicroDollars
    package let unknown: MicroDollars

    package init(settled: MicroDollars, unknown: MicroDollars = .zero) {
        self.settled = settled
        self.unknown = unknown
    }

    package static let nothing = Spending(settled: .zero)
}
