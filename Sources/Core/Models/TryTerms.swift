/// Under which terms a try starts: durable before anything is called.
package struct TryTerms: Hashable, Sendable {
    /// What it may cost at most.
    package let reserved: MicroDollars
    /// The model that it calls; nil for a task that needs none.
    package let model: String?
    /// Whether the try may simply be made again where it is cut short.
    package let isRepeatable: Bool

    package init(reserved: MicroDollars = .zero, model: String? = nil, isRepeatable: Bool = true) {
        self.reserved = reserved
        self.model = model
        self.isRepeatable = isRepeatable
    }

    package static let free = TryTerms()
}
