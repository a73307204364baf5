package import Core

/// What a brief asked of an asset, as far as a picture can be held to it; whatever is nil or empty is not judged.
package struct AssetExpectation: Hashable, Sendable {
    package var size: PixelSize?
    /// Width over height, as `16:9` or `1.5`; looked at beside the size.
    package var aspectRatio: String?
    package var format: MediaType?
    package var palette: [PaletteColour]
    package var threshold: Double
    /// Hashes of the assets that came before in plan order.
    package var earlier: [PerceptualHash]

    package init(
        size: PixelSize? = nil, aspectRatio: String? = nil, format: MediaType? = nil, palette: [PaletteColour] = [],
        threshold: Double = 80, earlier: [PerceptualHash] = []
    ) {
        self.size = size
        self.aspectRatio = aspectRatio
        self.format = format
        self.palette = palette
        self.threshold = threshold
        self.earlier = earlier
    }
}
