/// What an image provider is asked for: one picture, from words or from pictures and words.
package struct ImageRequest: Hashable, Sendable {
    package let prompt: String
    package let negativePrompt: String?
    package let style: String?
    package let palette: [PaletteColour]
    package let size: PixelSize
    package let format: MediaType
    package let seed: Seed
    /// The picture to change, or pictures that the new one is to look like; the model has `edit` where there are any.
    package let references: [SourcePicture]
    /// A PNG of the first reference's size: transparent white where that one is to be painted anew, opaque black elsewhere.
    ///
    /// Only for a model with `mask`.
    package let mask: SourcePicture?

    package init(
        prompt: String, negativePrompt: String? = nil, style: String? = nil, palette: [PaletteColour] = [],
        size: PixelSize, format: MediaType, seed: Seed, references: [SourcePicture] = [], mask: SourcePicture? = nil
    ) {
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.style = style
        self.palette = palette
        self.size = size
        self.format = format
        self.seed = seed
        self.references = references
        self.mask = mask
    }

    /// Of all the pictures that a service is sent.
    package var pictureCount: Int { references.count + (mask == nil ? 0 : 1) }

    /// Of all the words that a service is sent, with room for what an adapter puts between them.
    package var textBytes: Int { 200 + wordBytes }

    /// Of the words themselves.
    package var wordBytes: Int {
        let words = [prompt, negativePrompt ?? "", style ?? ""] + palette.map(\.name)
        return words.reduce(0) { $0 + $1.utf8.count }
    }
}
