/// One entry of a batch.
package struct BatchItem: Hashable, Sendable {
    /// What its asset is named after; never its position.
    package let key: AssetKey
    package let prompt: String
    package let size: PixelSize?
    package let seed: Seed?

    package init(key: AssetKey, prompt: String, size: PixelSize? = nil, seed: Seed? = nil) {
        self.key = key
        self.prompt = prompt
        self.size = size
        self.seed = seed
    }
}
