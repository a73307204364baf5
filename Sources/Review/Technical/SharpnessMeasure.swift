import Glibc
import Imaging

/// How much finer the detail of the sharpest parts is than their structure: small where edges are crisp.
///
/// The mean square difference of pixels one apart against that of pixels sixteen apart, as a binary logarithm: a crisp edge differs
/// by as much after one pixel as after sixteen, a blurred one by a fraction that falls with the square of the blur. It is the
/// structure function of Kolmogorov, whose slope tells smooth from rough at any contrast and exposure. The sharpest
/// parts speak, so that a shallow depth of field is no fault, and noise is taken off first, so that grain does not pass for detail.
struct SharpnessMeasure {
    /// About 1–3 in a crisp photograph, 4–5 in a soft one, over 6 in a blurred one.
    let softness: Double
    /// The same against the spread of the whole picture: goes on rising where the blur is wider than the reach.
    let fading: Double
    /// How smooth the sharpest parts are between two and four pixels, 0 to 2: 2 where nothing is left but a slope, as a blur leaves
    /// it; a photograph that is merely soft keeps some detail, and stays under 1.6.
    let smoothness: Double
    /// The share of tiles without any structure, 0 to 1.
    let flatShare: Double

    private static let tile = 32
    private static let reach = 16
    /// What is believed of a tile whose detail drowns in noise.
    private static let unknown = 5.2
    /// The same of a whole picture's fading.
    private static let unknownFading = 8.5
    /// The same of its smoothness.
    private static let unknownSmoothness = 1.6
    /// Which of the tiles with structure speaks, from the sharpest on.
    private static let quantile = 0.15
    /// The part of them, from the sharpest on, whose smoothness is taken.
    private static let sharpest = 0.25

    /// `noise`: its standard deviation in steps of 8 bits, as found in the plane itself.
    init(_ plane: LumaPlane, noise: Double) {
        let tiles = Self.tiles(of: plane)
        let count = Double(max(1, tiles.count))
        // A tile's own noise lies a little over the quietest quarter's.
        let variance = 1.35 * noise * noise
        let mean = tiles.reduce(into: Tile()) { $0.add($1, times: 1 / count) }
        fading = Self.softness(
            detail: mean.detail, structure: plane.variance + 0.5, variance: variance, unknown: Self.unknownFading)
        flatShare = Double(tiles.filter { $0.structure < 0.5 }.count) / count
        let least = 0.25 * tiles.reduce(0) { $0 + max($1.structure - variance, 0) } / count
        let ranked = tiles.filter { $0.structure > 0 && $0.structure - variance >= least }
            .map { tile in
                let softness = Self.softness(
                    detail: tile.detail, structure: tile.structure, variance: variance, unknown: Self.unknown)
                return (softness: softness, tile: tile)
            }
            .sorted { $0.softness < $1.softness }
        softness =
            ranked.isEmpty
            ? 2 * log2(Double(Self.reach))
            : ranked[min(ranked.count - 1, Int(Self.quantile * Double(ranked.count)))].softness
        let crisp = ranked.prefix(max(1, Int(Self.sharpest * Double(ranked.count))))
            .reduce(into: Tile()) { $0.add($1.tile, times: 1 / Double(max(1, ranked.count))) }
        smoothness = Self.smoothness(of: crisp, variance: variance * Self.sharpest)
    }

    /// What rounding three channels to 8 bits leaves in luma; at most three quarters of a difference are put down to it.
    private static let rounding = 0.037

    private static func unrounded(_ differences: Double) -> Double { max(differences - rounding, 0.25 * differences) }

    /// Half the mean square differences of pixels 1, 2, 4 and `reach` apart, so that white noise gives its variance.
    private struct Tile {
        var (detail, fine, middle, structure) = (0.0, 0.0, 0.0, 0.0)

        mutating func add(_ other: Tile, times factor: Double) {
            detail += factor * other.detail
            fine += factor * other.fine
            middle += factor * other.middle
            structure += factor * other.structure
        }
    }

    /// Between two bounds: noise left in hides the blur, and noise taken off where it drowns the detail invents one.
    private static func softness(detail: Double, structure: Double, variance: Double, unknown: Double) -> Double {
        let least = log2((structure + 5e-4) / (detail + 5e-4))
        let evidence = evidence(of: detail, over: variance)
        let clean = log2(
            (max(structure - variance, 0.1 * structure) + 5e-4) / (max(detail - variance, 0.01 * detail) + 5e-4))
        return max(least, evidence * clean + (1 - evidence) * unknown)
    }

    /// The exponent with which the differences grow from two pixels to four.
    private static func smoothness(of tile: Tile, variance: Double) -> Double {
        let least = log2((tile.middle + 5e-4) / (tile.fine + 5e-4))
        let evidence = evidence(of: tile.fine, over: variance)
        let middle = max(tile.middle - variance, 0.1 * tile.middle) + 5e-4
        let clean = log2(middle / (max(tile.fine - variance, 0.01 * tile.fine) + 5e-4))
        return min(max(least, evidence * min(clean, 2) + (1 - evidence) * unknownSmoothness, 0), 2)
    }

    /// How far differences can be believed that noise of the variance is part of, 0 to 1.
    private static func evidence(of differences: Double, over variance: Double) -> Double {
        min(max((differences - variance) / (0.4 * differences + 1e-9), 0), 1)
    }

    private static func tiles(of plane: LumaPlane) -> [Tile] {
        let found = plane.squaredDifferences(apart: [1, 2, 4, reach], tile: tile)
        let unit = 4 * LumaPlane.unit * LumaPlane.unit * Double(found.pixels)
        return found.sums.map { sums in
            Tile(
                detail: unrounded(Double(sums[0]) / unit), fine: unrounded(Double(sums[1]) / unit),
                middle: unrounded(Double(sums[2]) / unit), structure: Double(sums[3]) / unit)
        }
    }
}
