/// A produced file: what it is, what made it, and from what.
package struct Asset: Hashable, Sendable {
    package let key: AssetKey
    package let attempt: Int
    /// Of the delivered bytes, provenance included; also their name in the state folder.
    package let sha256: SHA256Digest
    package let mediaType: MediaType
    package let size: PixelSize
    package let bytes: Int
    package let provider: String
    package let model: String
    package let prompt: String
    /// That of the attempt, or the one that the service says it used.
    package let seed: Seed
    /// Whether the seed was sent, so that the same request makes the same picture again.
    package let isReproducible: Bool
    package let cost: MicroDollars
    /// Whether the bytes came with a signature and were therefore left untouched.
    package let isSigned: Bool
    /// Whether it was made for an earlier run's equal request, and cost nothing this time.
    package let isReused: Bool
    /// Nil for a picture.
    package let film: Film?
    /// How many attempts of an earlier run's equal request it was chosen from, where only the choice was kept; else 1.
    package let standsFor: Int

    package init(
        key: AssetKey, attempt: Int, sha256: SHA256Digest, mediaType: MediaType, size: PixelSize, bytes: Int,
        provider: String, model: String, prompt: String, seed: Seed, cost: MicroDollars, isSigned: Bool,
        isReproducible: Bool = true, isReused: Bool = false,
        film: Film? = nil, standsFor: Int = 1
    ) {
        self.key = key
        self.attempt = attempt
        self.sha256 = sha256
        self.mediaType = mediaType
        self.size = size
        self.bytes = bytes
        self.provider = provider
        self.model = model
        self.prompt = prompt
        self.seed = seed
        self.cost = cost
        self.isSigned = isSigned
        self.isReproducible = isReproducible
        self.isReused = isReused
        self.film = film
        self.standsFor = standsFor
    }
}
