/// What a provider made: the bytes as they came, and what they cost.
package struct GeneratedMedia: Hashable, Sendable {
    package let bytes: [UInt8]
    package let mediaType: MediaType
    /// The seed that the service says it used; nil where it takes none.
    package let seed: Seed?
    package let cost: MicroDollars
    /// What the service counted, in and out together; nil where it says nothing of it.
    package let tokens: Int?

    package init(bytes: [UInt8], mediaType: MediaType, seed: Seed?, cost: MicroDollars, tokens: Int? = nil) {
        self.bytes = bytes
        self.mediaType = mediaType
        self.seed = seed
        self.cost = cost
        self.tokens = tokens
    }
}
