/// What a run has booked on one day and holds reserved, as it stands after a batch.
package struct LedgerEntry: Hashable, Sendable {
    /// Days since 1970, UTC.
    package let day: Int
    /// Settled, or of unknown outcome, on that day.
    package let booked: MicroDollars
    /// What calls under way may still cost, whenever they began.
    package let reserved: MicroDollars

    package init(day: Int, booked: MicroDollars, reserved: MicroDollars) {
        self.day = day
        self.booked = booked
        self.reserved = reserved
    }
}
