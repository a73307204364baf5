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

    /// Of all the words that a service is sent, with room for what an adapter puts between them.
    package var textBytes: Int {
        let words = [prompt, negativePrompt ?? "", style ?? ""] + palette.map(\.name)
        return words.reduce(200) { $0 + $1.utf8.count }
    }
}
