/// What was once made for a request: a file of the asset store, and what is known of it.
package struct CachedResult: Hashable, Sendable {
    package let sha256: SHA256Digest
    package let mediaType: MediaType
    package let size: PixelSize
    package let bytes: Int
    package let isSigned: Bool
    /// The one by which it can be made again; nil where no seed was sent.
    package let seed: Seed?
    package let provider: String
    package let model: String
    package let prompt: String
    /// What was paid for it when it was made.
    package let cost: MicroDollars
    /// Nil for a picture.
    package let film: Film?
    /// How many attempts it was chosen from where only the choice was kept; 1 where it stands for itself.
    package let standsFor: Int

    package init(
        sha256: SHA256Digest, mediaType: MediaType, size: PixelSize, bytes: Int, isSigned: Bool, seed: Seed?,
        provider: String, model: String, prompt: String, cost: MicroDollars, film: Film? = nil,
        standsFor: Int = 1
    ) {
        self.sha256 = sha256
        self.mediaType = mediaType
        self.size = size
        self.bytes = bytes
        self.isSigned = isSigned
        self.seed = seed
        self.provider = provider
        self.model = model
        self.prompt = prompt
        self.cost = cost
        self.film = film
        self.standsFor = standsFor
    }

    /// Of all files that it names.
    package var files: [SHA256Digest] { [sha256] + [film?.poster, film?.lastFrame].compactMap(\.self) }
}
