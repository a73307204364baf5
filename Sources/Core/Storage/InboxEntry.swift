/// A fact from outside that waits to be taken into a run: a late answer, a person's decision, a wish to cancel.
package struct InboxEntry: Hashable, Sendable {
    /// In the order of arrival; nought before it has been kept.
    package let number: Int
    /// What is delivered twice under one key counts once.
    package let key: String
    /// One JSON object.
    package let payload: String

    package init(number: Int = 0, key: String, payload: String) {
        self.number = number
        self.key = key
        self.payload = payload
    }
}
