import Imaging

/// The strength of white noise in a plane, in steps of 8 bits, with texture told from noise.
///
/// The mask of Immerkær ("Fast noise variance estimation", 1996) answers to noise and to fine texture alike. White noise loses
/// three quarters of its variance when four pixels are averaged, whereas texture, whose power grows with its scale, does not:
/// measuring at both sizes separates the two. Of all tiles the quietest quarter speaks, where little texture is left.
struct NoiseMeasure {
    /// Standard deviation.
    let sigma: Double

    private static let tile = 16
    /// How much stronger texture answers at half the size, at least.
    private static let textureGrowth = 1.5
    /// What a block coder's rounding takes off that: it lifts the finest detail of texture, but leaves white noise white.
    private static let growthLostToRounding = 0.9
    /// From this coarseness on all of it.
    private static let fullRounding = 0.2
    /// The part of a tile's answer that counts as noise however much it looks like texture: keeps the measure rising.
    private static let leastShare = 0.05

    /// `coarseness`: how coarsely the picture was rounded, of `QuantisationMeasure`.
    init(_ plane: LumaPlane, half: LumaPlane, coarseness: Double) {
        let growth = Self.textureGrowth - Self.growthLostToRounding * min(1, coarseness / Self.fullRounding)
        let fine = plane.squaredGrain(tile: Self.tile)
        let coarse = half.squaredGrain(tile: Self.tile / 2)
        var variances: [Double] = []
        for row in 0..<min(fine.rows, coarse.rows) {
            for column in 0..<min(fine.columns, coarse.columns) {
                let full = Self.variance(fine, row * fine.columns + column)
                let halved = Self.variance(coarse, row * coarse.columns + column)
                let share = max(growth - halved / (full + 1e-9), 0) / (growth - 0.25)
                variances.append(full * max(share * share.squareRoot(), Self.leastShare))
            }
        }
        variances.sort()
        sigma = variances.isEmpty ? 0 : variances[variances.count / 4].squareRoot()
    }

    /// The mean square of the mask's answer in a tile, scaled so that white noise gives its variance.
    private static func variance(_ tiles: Tiles<Int>, _ index: Int) -> Double {
        Double(tiles.sums[index]) / Double(tiles.pixels) / 36 / (LumaPlane.unit * LumaPlane.unit)
    }
}
