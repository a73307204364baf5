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
        let fine = Self.energies(of: plane, tile: Self.tile)
        let coarse = Self.energies(of: half, tile: Self.tile / 2)
        var variances: [Double] = []
        for row in 0..<min(fine.rows, coarse.rows) {
            for column in 0..<min(fine.columns, coarse.columns) {
                let full = fine.values[row * fine.columns + column]
                let halved = coarse.values[row * coarse.columns + column]
                let share = max(growth - halved / (full + 1e-9), 0) / (growth - 0.25)
                variances.append(full * max(share * share.squareRoot(), Self.leastShare))
            }
        }
        variances.sort()
        sigma = variances.isEmpty ? 0 : variances[variances.count / 4].squareRoot()
    }

    /// The mean square of the mask's answer a tile, scaled so that white noise gives its variance.
    static func energies(
        of plane: LumaPlane, tile: Int
    ) -> (values: [Double], columns: Int, rows: Int) {
        let (width, height) = (plane.width, plane.height)
        guard width > 2, height > 2 else { return ([], 0, 0) }
        let columns = max(1, (width - 2) / tile)
        let rows = max(1, (height - 2) / tile)
        let (tileWidth, tileHeight) = (min(tile, width - 2), min(tile, height - 2))
        var energies: [Double] = []
        energies.reserveCapacity(columns * rows)
        unsafe plane.values.withUnsafeBufferPointer { values in
            for row in 0..<rows {
                for column in 0..<columns {
                    var total = 0
                    for line in row * tile..<row * tile + tileHeight {
                        let start = line &* width &+ column &* tile
                        if tileWidth == 16 {
                            total &+= unsafe sixteen(UnsafeRawBufferPointer(values), from: start, width: width)
                            continue
                        }
                        var sum: Int32 = 0
                        for first in start..<start &+ tileWidth {
                            let second = first &+ width
                            let third = second &+ width
                            let outer =
                                unsafe Int32(values[first]) &+ Int32(values[first &+ 2])
                                &+ Int32(values[third]) &+ Int32(values[third &+ 2])
                            let inner =
                                unsafe Int32(values[first &+ 1]) &+ Int32(values[second])
                                &+ Int32(values[second &+ 2]) &+ Int32(values[third &+ 1])
                            let answer = unsafe outer &- 2 &* inner &+ 4 &* Int32(values[second &+ 1])
                            sum = sum &+ answer &* answer
                        }
                        total &+= Int(sum)
                    }
                    energies.append(
                        Double(total) / Double(tileWidth * tileHeight) / 36 / (LumaPlane.unit * LumaPlane.unit))
                }
            }
        }
        return (energies, columns, rows)
    }

    /// The squares of sixteen answers of a line, summed; each is at most 8160, so that 32 bits hold their sum.
    @inline(__always)
    private static func sixteen(_ bytes: UnsafeRawBufferPointer, from first: Int, width: Int) -> Int {
        func load(_ index: Int) -> SIMD16<Int16> {
            unsafe bytes.loadUnaligned(fromByteOffset: index &* 2, as: SIMD16<Int16>.self)
        }
        let second = first &+ width
        let third = second &+ width
        let outer = load(first) &+ load(first &+ 2) &+ load(third) &+ load(third &+ 2)
        let inner = load(first &+ 1) &+ load(second) &+ load(second &+ 2) &+ load(third &+ 1)
        let middle = load(second &+ 1)
        let answers = outer &- inner &- inner &+ middle &+ middle &+ middle &+ middle
        let wide = SIMD16<Int32>(truncatingIfNeeded: answers)
        return Int((wide &* wide).wrappedSum())
    }
}
