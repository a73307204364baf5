/// What an image provider is asked for: one picture.
package struct ImageRequest: Hashable, Sendable {
    package let prompt: String
    package let negativePrompt: String?
    package let style: String?
    package let palette: [PaletteColour]
    package let size: PixelSize
    package let format: MediaType
    package let seed: Seed

    package init(
        prompt: String, negativePrompt: String? = nil, style: String? = nil, palette: [PaletteColour] = [],
        size: PixelSize, format: MediaType, seed: Seed
    ) {
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.style = style
        self.palette = palette
        self.size = size
        self.format = format
        self.seed = seed
    }
}
