/// An outside effect that a run owes; paid when `done` has reached `wanted`.
package struct OutboxEntry: Hashable, Sendable {
    /// What kind of effect, as `comment`.
    ///
    /// One entry a run and kind, so later states replace earlier ones.
    package let kind: String
    /// The sequence of the event whose state is to be shown; only the newest counts.
    package let wanted: Int

    package init(kind: String, wanted: Int) {
        self.kind = kind
        self.wanted = wanted
    }
}
