/// How far the lines of a plane, its columns or its rows, lie from one another.
package struct LineSteps: Sendable {
    /// For each line the absolute differences of its pixels to those of the line before, summed.
    package let steps: [Int]
    /// By how much these differences are larger than those of the lines beside them.
    ///
    /// Of a pixel twice its difference, less that of the line before and that of the line after; it counts up to a limit either way.
    package let bends: [Int]
}

extension LumaPlane {
    /// How many additions of a difference sixteen bits have room for.
    private static let mostAdded = 32

    /// Of each column but the first two and the last, whose sums are nought.
    package func columnSteps(bendsWithin most: Int16) -> LineSteps {
        var steps = [Int](repeating: 0, count: width)
        var bends = [Int](repeating: 0, count: width)
        guard width > 3 else { return LineSteps(steps: steps, bends: bends) }
        var eightSteps = [SIMD8<Int16>](repeating: SIMD8(), count: (width - 3) / 8)
        var eightBends = eightSteps
        let rest = 2 + eightSteps.count * 8..<width - 1
        unsafe values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: height, by: Self.mostAdded) {
                for row in start..<min(start + Self.mostAdded, height) {
                    let line = row &* width
                    unsafe Self.addColumns(values, from: line &+ 2, most: most, to: &eightSteps, &eightBends)
                    for column in rest {
                        let (step, bend) = unsafe Self.step(values, at: line &+ column, apart: 1, most: most)
                        steps[column] &+= step
                        bends[column] &+= bend
                    }
                }
                for index in eightSteps.indices {
                    for lane in 0..<8 {
                        steps[2 + index * 8 + lane] &+= Int(eightSteps[index][lane])
                        bends[2 + index * 8 + lane] &+= Int(eightBends[index][lane])
                    }
                    (eightSteps[index], eightBends[index]) = (SIMD8(), SIMD8())
                }
            }
        }
        return LineSteps(steps: steps, bends: bends)
    }

    /// Of each row but the first two and the last, whose sums are nought.
    package func rowSteps(bendsWithin most: Int16) -> LineSteps {
        var steps = [Int](repeating: 0, count: height)
        var bends = [Int](repeating: 0, count: height)
        guard height > 3 else { return LineSteps(steps: steps, bends: bends) }
        unsafe values.withUnsafeBufferPointer { values in
            for row in 2..<height - 1 {
                var index = row &* width
                let end = index &+ width
                while index &+ 8 <= end {
                    var (eightSteps, eightBends) = (SIMD8<Int16>(), SIMD8<Int16>())
                    let stop = min(end, index &+ 8 &* Self.mostAdded)
                    while index &+ 8 <= stop {
                        let (step, bend) = unsafe Self.eightSteps(values, at: index, apart: width, most: most)
                        eightSteps &+= step
                        eightBends &+= bend
                        index &+= 8
                    }
                    steps[row] &+= Int(eightSteps.wide.wrappedSum())
                    bends[row] &+= Int(eightBends.wide.wrappedSum())
                }
                for index in index..<end {
                    let (step, bend) = unsafe Self.step(values, at: index, apart: width, most: most)
                    steps[row] &+= step
                    bends[row] &+= bend
                }
            }
        }
        return LineSteps(steps: steps, bends: bends)
    }

    @inline(__always)
    private static func addColumns(
        _ values: UnsafeBufferPointer<Int16>, from first: Int, most: Int16, to steps: inout [SIMD8<Int16>],
        _ bends: inout [SIMD8<Int16>]
    ) {
        unsafe steps.withUnsafeMutableBufferPointer { steps in
            unsafe bends.withUnsafeMutableBufferPointer { bends in
                for index in steps.indices {
                    let (step, bend) = unsafe eightSteps(values, at: first &+ index &* 8, apart: 1, most: most)
                    unsafe steps[index] &+= step
                    unsafe bends[index] &+= bend
                }
            }
        }
    }

    /// The step and the bend of eight pixels whose neighbours before and after lie so far apart.
    @inline(__always)
    private static func eightSteps(
        _ values: UnsafeBufferPointer<Int16>, at index: Int, apart: Int, most: Int16
    ) -> (step: SIMD8<Int16>, bend: SIMD8<Int16>) {
        let second = unsafe SIMD8(values, at: index &- apart)
        let third = unsafe SIMD8(values, at: index)
        let before = unsafe second.distance(to: SIMD8(values, at: index &- 2 &* apart))
        let here = third.distance(to: second)
        let after = unsafe third.distance(to: SIMD8(values, at: index &+ apart))
        return (here, (here &+ here &- before &- after).held(within: most))
    }

    /// The same of one pixel.
    private static func step(
        _ values: UnsafeBufferPointer<Int16>, at index: Int, apart: Int, most: Int16
    ) -> (step: Int, bend: Int) {
        let (second, third) = unsafe (Int(values[index &- apart]), Int(values[index]))
        let before = unsafe abs(second &- Int(values[index &- 2 &* apart]))
        let here = abs(third &- second)
        let after = unsafe abs(third &- Int(values[index &+ apart]))
        return (here, max(-Int(most), min(Int(most), 2 &* here &- before &- after)))
    }
}
