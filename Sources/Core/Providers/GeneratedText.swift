/// What a text provider answered, and what it cost.
package struct GeneratedText: Hashable, Sendable {
    package let text: String
    package let cost: MicroDollars

    package init(text: String, cost: MicroDollars) {
        self.text = text
        self.cost = cost
    }
}
