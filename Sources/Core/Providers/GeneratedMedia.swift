/// What a provider made: the bytes as they came, and what they cost.
package struct GeneratedMedia: Hashable, Sendable {
    package let bytes: [UInt8]
    package let mediaType: MediaType
    /// The seed that the service says it used; nil where it takes none.
    package let seed: Seed?
    package let cost: MicroDollars

    package init(bytes: [UInt8], mediaType: MediaType, seed: Seed?, cost: MicroDollars) {
        self.bytes = bytes
        self.mediaType = mediaType
        self.seed = seed
        self.cost = cost
    }
}
