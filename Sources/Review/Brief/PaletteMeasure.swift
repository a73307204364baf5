import Core
import Glibc
import Imaging

/// How far the colours asked for are really in a picture.
struct PaletteMeasure {
    /// 0–100: 90 points for how present each colour is, 10 for how little of the picture is far from all of them.
    let score: Double
    /// For each colour, how much of the picture is of it or near it, 0 to 1.
    let shares: [Double]

    /// The distance in OKLab at which a pixel counts by a third: a shade of the colour, no other colour.
    private static let near: Float = 0.09
    /// A colour on this share of the picture is as good as two thirds present.
    private static let enough = 0.02
    /// Colours are counted in 32 levels a channel; a picture is sampled down to this many pixels.
    private static let samples = 100_000

    init(_ raster: Raster, palette: [PaletteColour]) {
        let wanted = palette.map { OKLab(red: $0.red, green: $0.green, blue: $0.blue) }
        var shares = [Double](repeating: 0, count: wanted.count)
        var (total, close) = (0.0, 0.0)
        for (bin, count) in Self.counts(of: raster).enumerated() where count > 0 {
            let colour = OKLab(
                red: UInt8((bin >> 10) << 3) | 4, green: UInt8((bin >> 5 & 31) << 3) | 4,
                blue: UInt8((bin & 31) << 3) | 4)
            var nearest: Float = 0
            for index in wanted.indices {
                let nearness = expf(-colour.squaredDistance(to: wanted[index]) / (Self.near * Self.near))
                shares[index] += Double(nearness) * Double(count)
                nearest = max(nearest, nearness)
            }
            total += Double(count)
            close += Double(nearest) * Double(count)
        }
        guard total > 0, !wanted.isEmpty else {
            (score, self.shares) = (100, [])
            return
        }
        self.shares = shares.map { $0 / total }
        let presence = self.shares.reduce(0) { $0 + 1 - exp(-$1 / Self.enough) } / Double(wanted.count)
        score = 90 * presence + 10 * (1 - exp(-close / total / 0.25))
    }

    /// How often each of 32,768 colours occurs.
    private static func counts(of raster: Raster) -> [Int32] {
        var counts = [Int32](repeating: 0, count: 32_768)
        let pixels = raster.width * raster.height
        for pixel in stride(from: 0, to: pixels, by: max(1, pixels / samples)) {
            let red = Int(raster.pixels[pixel * 3] >> 3)
            let green = Int(raster.pixels[pixel * 3 + 1] >> 3)
            counts[red << 10 | green << 5 | Int(raster.pixels[pixel * 3 + 2] >> 3)] += 1
        }
        return counts
    }
}
