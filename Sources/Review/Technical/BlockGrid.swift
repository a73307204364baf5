/// Where the 8×8 grid of a block coder lies in a plane, and how much its seams stand out.
struct BlockGrid {
    /// 0 to 7: the column and row, counted modulo 8, at which blocks begin, or would.
    let column: Int
    let row: Int
    /// How much larger the differences across seams are than those within blocks: about 0 without blocks, past 5 at worst.
    let excess: Double

    /// A difference counts up to this for finding the seams, so that edges in the picture don't pass for them.
    private static let cap: Int32 = 40

    init(_ plane: LumaPlane) {
        let (across, acrossBend) = Self.columnSums(of: plane)
        let (down, downBend) = Self.rowSums(of: plane)
        column = Self.peak(of: acrossBend, lines: plane.height)
        row = Self.peak(of: downBend, lines: plane.width)
        let ratios = [
            Self.ratio(of: across, at: column, lines: plane.height), Self.ratio(of: down, at: row, lines: plane.width),
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

    /// For each column the absolute differences to the column before it, and by how much they stand out from those beside them.
    private static func columnSums(of plane: LumaPlane) -> (steps: [Int], bends: [Int]) {
        let (width, height) = (plane.width, plane.height)
        var steps = [Int32](repeating: 0, count: width)
        var bends = [Int32](repeating: 0, count: width)
        guard width > 3 else { return (steps.map(Int.init), bends.map(Int.init)) }
        unsafe plane.values.withUnsafeBufferPointer { values in
            unsafe steps.withUnsafeMutableBufferPointer { steps in
                unsafe bends.withUnsafeMutableBufferPointer { bends in
                    for row in 0..<height {
                        let line = unsafe UnsafeBufferPointer(rebasing: values[row &* width..<(row &+ 1) &* width])
                        for column in 2..<width &- 1 {
                            let before = unsafe abs(Int32(line[column &- 1]) &- Int32(line[column &- 2]))
                            let here = unsafe abs(Int32(line[column]) &- Int32(line[column &- 1]))
                            let after = unsafe abs(Int32(line[column &+ 1]) &- Int32(line[column]))
                            unsafe steps[column] &+= here
                            unsafe bends[column] &+= max(-cap, min(cap, 2 &* here &- before &- after))
                        }
                    }
                }
            }
        }
        return (steps.map(Int.init), bends.map(Int.init))
    }

    /// The same for rows.
    private static func rowSums(of plane: LumaPlane) -> (steps: [Int], bends: [Int]) {
        let (width, height) = (plane.width, plane.height)
        var steps = [Int](repeating: 0, count: height)
        var bends = [Int](repeating: 0, count: height)
        guard height > 3 else { return (steps, bends) }
        unsafe plane.values.withUnsafeBufferPointer { values in
            for row in 2..<height - 1 {
                let start = row &* width
                var (step, bend): (Int32, Int32) = (0, 0)
                var index = start
                let bytes = UnsafeRawBufferPointer(values)
                while index &+ 16 <= start &+ width {
                    // As many as their sums have room for: none of them is over 1020.
                    var (steps, bends) = (SIMD16<UInt16>(), SIMD16<Int16>())
                    let end = min(start &+ width &- 15, index &+ 16 &* 60)
                    while index < end {
                        let first = unsafe sixteen(bytes, index &- 2 &* width)
                        let second = unsafe sixteen(bytes, index &- width)
                        let third = unsafe sixteen(bytes, index)
                        let here = distance(third, second)
                        let before = distance(second, first)
                        let after = unsafe distance(sixteen(bytes, index &+ width), third)
                        steps &+= SIMD16<UInt16>(truncatingIfNeeded: here)
                        let sharpness = here &+ here &- before &- after
                        bends &+= pointwiseMax(
                            SIMD16(repeating: Int16(-cap)), pointwiseMin(SIMD16(repeating: Int16(cap)), sharpness))
                        index &+= 16
                    }
                    step &+= SIMD16<Int32>(truncatingIfNeeded: steps).wrappedSum()
                    bend &+= SIMD16<Int32>(truncatingIfNeeded: bends).wrappedSum()
                }
                while index < start &+ width {
                    let first = unsafe Int32(values[index &- 2 &* width])
                    let second = unsafe Int32(values[index &- width])
                    let third = unsafe Int32(values[index])
                    let fourth = unsafe Int32(values[index &+ width])
                    let here = abs(third &- second)
                    step &+= here
                    bend &+= max(-cap, min(cap, 2 &* here &- abs(second &- first) &- abs(fourth &- third)))
                    index &+= 1
                }
                steps[row] = Int(step)
                bends[row] = Int(bend)
            }
        }
        return (steps, bends)
    }

    @inline(__always)
    private static func sixteen(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> SIMD16<Int16> {
        unsafe bytes.loadUnaligned(fromByteOffset: index &* 2, as: SIMD16<Int16>.self)
    }

    @inline(__always)
    private static func distance(_ left: SIMD16<Int16>, _ right: SIMD16<Int16>) -> SIMD16<Int16> {
        pointwiseMax(left &- right, right &- left)
    }
}
