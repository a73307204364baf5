import Glibc
package import Imaging

/// What was measured in a picture's pixels, before any of it is judged.
package struct TechnicalMeasures: Hashable, Sendable {
    /// How coarse the finest detail is, in binary orders of magnitude; see `SharpnessMeasure`.
    package let softness: Double
    package let fading: Double
    package let smoothness: Double
    /// The share of the picture without any structure.
    package let flatShare: Double
    /// Standard deviation of the noise, in steps of 8 bits.
    package let noise: Double
    /// Mean, 1 % and 99 % level of luma.
    package let mean: Double
    package let shadow: Double
    package let highlight: Double
    /// The share of pixels heaped at the bright end, of luma and of the channel that has the most.
    package let cutLight: Double
    package let cutChannel: Double
    /// The share of levels missing between filled ones.
    package let gapShare: Double
    /// How many levels a channel really uses: 2 to the entropy of its histogram.
    package let tones: Double
    /// How coarsely a block coder rounded, and how far its seams stand out.
    package let coarseness: Double
    package let seams: Double

    /// Sharpness is looked at in a picture of at most this side: a large one is seen scaled down.
    private static let longestSide = 2048

    package init(_ raster: Raster) { self.init(raster, LumaPlane(raster)) }

    /// `plane` is that of the picture itself.
    init(_ raster: Raster, _ plane: LumaPlane) {
        let half = plane.halved()
        let grid = BlockGrid(plane)
        coarseness = QuantisationMeasure(plane, grid: grid).coarseness
        let noise = NoiseMeasure(plane, half: half, coarseness: coarseness).sigma
        var seen = plane
        var seenNoise = noise
        while max(seen.width, seen.height) > Self.longestSide {
            seen = seen.width == plane.width ? half : seen.halved()
            seenNoise /= 2
        }
        let sharpness = SharpnessMeasure(seen, noise: seenNoise)
        let tone = ToneMeasure(raster, plane, noise: noise)
        // The same blur takes more from a small picture.
        let side = Double(max(raster.width, raster.height, 32))
        softness = sharpness.softness + 0.4 * max(0, log2(512 / side))
        fading = sharpness.fading
        smoothness = sharpness.smoothness
        flatShare = sharpness.flatShare
        self.noise = noise
        mean = tone.mean
        shadow = tone.shadow
        highlight = tone.highlight
        cutLight = tone.cutLight
        cutChannel = tone.cutChannel
        gapShare = tone.gapShare
        tones = tone.tones
        seams = grid.excess
    }
}
