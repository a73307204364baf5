package import Core

/// One gate as the events so far leave it.
package struct GateState: Hashable, Sendable {
    package let gate: Gate
    package let openedAt: Timestamp
    package internal(set) var status = GateStatus.open
    package internal(set) var remindedAt: [Timestamp] = []
    /// How it was decided, by whom and when; nil while it is open or where it became void.
    package internal(set) var decision: Decision?
    package internal(set) var closedAt: Timestamp?
    /// The sequence of the event by which it was decided; nil as long as it was not.
    var decidedIn: Int?

    init(_ gate: Gate, openedAt: Timestamp) {
        self.gate = gate
        self.openedAt = openedAt
    }

    /// When the next reminder or the time-out is due; nil where neither will come.
    package var due: Timestamp? {
        guard status == .open else { return nil }
        // One that has timed out and goes on waiting is not due again for that.
        let end = gate.onTimeout == .wait ? nil : gate.deadline
        let reminder = gate.reminders.map { (remindedAt.last ?? openedAt) + $0 }
        return [end, reminder].compactMap { $0 }.min()
    }
}
