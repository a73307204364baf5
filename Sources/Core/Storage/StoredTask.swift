/// A task's row, and the texts of the two events that it refers to.
package struct StoredTask: Hashable, Sendable {
    package let row: TaskRow
    /// The payload of the event that added it.
    package let definition: String
    /// The payload of the event that says what it put out; nil where it put out nothing.
    package let outcome: String?

    package init(row: TaskRow, definition: String, outcome: String?) {
        self.row = row
        self.definition = definition
        self.outcome = outcome
    }
}
