/// What a job made.
package struct JobResult: Hashable, Sendable {
    /// A file of the adapter's own, which whoever takes it moves away or removes.
    package let file: String
    package let mediaType: MediaType
    /// The last frame of a video as a picture, where it was asked for and the service gives it.
    package let lastFrame: SourcePicture?
    /// The seed that the service says it used; nil where it takes none.
    package let seed: Seed?
    package let cost: MicroDollars
    /// What the service counted; nil where it says nothing of it.
    package let tokens: Int?

    package init(
        file: String, mediaType: MediaType, lastFrame: SourcePicture? = nil, seed: Seed? = nil, cost: MicroDollars,
        tokens: Int? = nil
    ) {
        self.file = file
        self.mediaType = mediaType
        self.lastFrame = lastFrame
        self.seed = seed
        self.cost = cost
        self.tokens = tokens
    }
}
