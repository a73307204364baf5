import Glibc

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
    /// The share of tiles without any structure, 0 to 1.
    let flatShare: Double

    private static let tile = 32
    private static let reach = 16
    /// What is believed of a tile whose detail drowns in noise.
    private static let unknown = 5.2
    /// The same of a whole picture's fading.
    private static let unknownFading = 8.5
    /// Which of the tiles with structure speaks, from the sharpest on.
    private static let quantile = 0.15

    /// `noise`: its standard deviation in steps of 8 bits, as found in the plane itself.
    init(_ plane: LumaPlane, noise: Double) {
        let tiles = Self.tiles(of: plane)
        let count = Double(max(1, tiles.count))
        // A tile's own noise lies a little over the quietest quarter's.
        let variance = 1.35 * noise * noise
        let mean = Tile(
            detail: tiles.reduce(0) { $0 + $1.detail } / count, structure: plane.variance + 0.5)
        fading = Self.softness(of: mean, variance: variance, unknown: Self.unknownFading)
        flatShare = Double(tiles.filter { $0.structure < 0.5 }.count) / count
        let least = 0.25 * tiles.reduce(0) { $0 + max($1.structure - variance, 0) } / count
        let softnesses = tiles.filter { $0.structure > 0 && $0.structure - variance >= least }
            .map { Self.softness(of: $0, variance: variance, unknown: Self.unknown) }.sorted()
        softness =
            softnesses.isEmpty
            ? 2 * log2(Double(Self.reach))
            : softnesses[min(softnesses.count - 1, Int(Self.quantile * Double(softnesses.count)))]
    }

    private struct Tile {
        /// Half the mean square difference of neighbours, so that white noise gives its variance.
        let detail: Double
        /// The same of pixels `reach` apart.
        let structure: Double
    }

    /// Between two bounds: noise left in hides the blur, and noise taken off where it drowns the detail invents one.
    private static func softness(of tile: Tile, variance: Double, unknown: Double) -> Double {
        let least = log2((tile.structure + 5e-4) / (tile.detail + 5e-4))
        let detail = max(tile.detail - variance, 0.01 * tile.detail) + 5e-4
        let structure = max(tile.structure - variance, 0.1 * tile.structure) + 5e-4
        let evidence = min(max((tile.detail - variance) / (0.4 * tile.detail + 1e-9), 0), 1)
        return max(least, evidence * log2(structure / detail) + (1 - evidence) * unknown)
    }

    private static func tiles(of plane: LumaPlane) -> [Tile] {
        let (width, height) = (plane.width, plane.height)
        let (usableWidth, usableHeight) = (width - reach, height - reach)
        guard usableWidth > 0, usableHeight > 0 else { return [] }
        let columns = max(1, usableWidth / tile)
        let rows = max(1, usableHeight / tile)
        let (tileWidth, tileHeight) = (min(tile, usableWidth), min(tile, usableHeight))
        var tiles: [Tile] = []
        tiles.reserveCapacity(columns * rows)
        unsafe plane.values.withUnsafeBufferPointer { values in
            for row in 0..<rows {
                for column in 0..<columns {
                    var (near, far, farLines) = (0, 0, 0)
                    for line in row * tile..<row * tile + tileHeight {
                        let start = line &* width &+ column &* tile
                        near &+= unsafe squares(values, from: start, count: tileWidth, apart: 1, width: width)
                        guard line & 1 == 0 else { continue }
                        far &+= unsafe squares(values, from: start, count: tileWidth, apart: reach, width: width)
                        farLines += 1
                    }
                    let unit = 4 * LumaPlane.unit * LumaPlane.unit * Double(tileWidth)
                    tiles.append(
                        Tile(
                            detail: Double(near) / (unit * Double(tileHeight)),
                            structure: Double(far) / (unit * Double(max(1, farLines)))))
                }
            }
        }
        return tiles
    }

    /// The squared differences along a line to the pixels `apart` to the right and below, summed.
    @inline(__always)
    private static func squares(
        _ values: UnsafeBufferPointer<Int16>, from start: Int, count: Int, apart: Int, width: Int
    ) -> Int {
        var sum: Int32 = 0
        for index in start..<start &+ count {
            let here = unsafe Int32(values[index])
            let right = unsafe here &- Int32(values[index &+ apart])
            let below = unsafe here &- Int32(values[index &+ apart &* width])
            sum = sum &+ right &* right &+ below &* below
        }
        return Int(sum)
    }
}
