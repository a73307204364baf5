import Imaging

/// Where the 8×8 grid of a block coder lies in a plane, and how much its seams stand out.
struct BlockGrid {
    /// 0 to 7: the column and row, counted modulo 8, at which blocks begin, or would.
    let column: Int
    let row: Int
    /// How much larger the differences across seams are than those within blocks: about 0 without blocks, past 5 at worst.
    let excess: Double

    /// A difference counts up to this for finding the seams, so that edges in the picture don't pass for them.
    private static let cap: Int16 = 40

    init(_ plane: LumaPlane) {
        let across = plane.columnSteps(bendsWithin: Self.cap)
        let down = plane.rowSteps(bendsWithin: Self.cap)
        column = Self.peak(of: across.bends, lines: plane.height)
        row = Self.peak(of: down.bends, lines: plane.width)
        let ratios = [
            Self.ratio(of: across.steps, at: column, lines: plane.height),
            Self.ratio(of: down.steps, at: row, lines: plane.width),
        ]
        excess = max(0, (ratios[0] + ratios[1]) / 2 - 1)
    }

    /// The phase at which the sums are largest on average.
    private static func peak(of sums: [Int], lines: Int) -> Int {
        let means = phaseMeans(of: sums, lines: lines)
        return means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    }

    /// The mean at one phase against the mean at the seven others.
    private static func ratio(of sums: [Int], at phase: Int, lines: Int) -> Double {
        let means = phaseMeans(of: sums, lines: lines)
        let others = (means.reduce(0, +) - means[phase]) / 7
        return (means[phase] + 0.25) / (others + 0.25)
    }

    /// Means in steps of 8 bits.
    private static func phaseMeans(of sums: [Int], lines: Int) -> [Double] {
        var totals = [Double](repeating: 0, count: 8)
        var counts = [Double](repeating: 0, count: 8)
        guard sums.count > 3 else { return totals }
        for index in 2..<sums.count - 1 {
            totals[index & 7] += Double(sums[index])
            counts[index & 7] += 1
        }
        let unit = LumaPlane.unit * Double(max(1, lines))
        return totals.indices.map { totals[$0] / (max(1, counts[$0]) * unit) }
    }
}
