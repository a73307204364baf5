/// What a review does with a weak asset.
package struct ReviewPolicy: Hashable, Sendable {
    /// The workflow task that makes the asset again.
    package let regenerates: String

    package init(regenerates: String) { self.regenerates = regenerates }
}
