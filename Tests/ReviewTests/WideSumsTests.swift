import Core
import Imaging
import Testing

@testable import Review

/// What is computed sixteen at a time gives what is computed one by one.
@Suite struct WideSumsTests {
    /// Noise over the whole range, so that every sum is as large as it can be.
    private static func plane(width: Int, height: Int) -> LumaPlane {
        var bits = SplitMix64(seed: 5)
        let values = (0..<width * height).map { _ in
            Bool.random(using: &bits) ? Int16(1020) : Int16.random(in: 0...9, using: &bits)
        }
        return LumaPlane(width: width, height: height, values: values)
    }

    @Test(arguments: [(100, 67), (33, 40), (18, 18), (9, 9), (1024, 19)])
    func noiseAnswersTheMask(width: Int, height: Int) {
        let plane = Self.plane(width: width, height: height)
        for tile in [8, 16] {
            let found = NoiseMeasure.energies(of: plane, tile: tile)
            let side = (min(tile, width - 2), min(tile, height - 2))
            for row in 0..<found.rows {
                for column in 0..<found.columns {
                    var sum = 0
                    for y in row * tile..<row * tile + side.1 {
                        for x in column * tile..<column * tile + side.0 {
                            func at(_ dx: Int, _ dy: Int) -> Int { Int(plane.values[(y + dy) * width + x + dx]) }
                            let outer = at(0, 0) + at(2, 0) + at(0, 2) + at(2, 2)
                            let answer = outer - 2 * (at(1, 0) + at(0, 1) + at(2, 1) + at(1, 2)) + 4 * at(1, 1)
                            sum += answer * answer
                        }
                    }
                    let expected = Double(sum) / Double(side.0 * side.1) / 36 / 16
                    #expect(found.values[row * found.columns + column] == expected)
                }
            }
        }
    }

    @Test(arguments: [1, 2, 4, 16], [5, 16, 21, 32])
    func sharpnessAddsUpEveryDifference(apart: Int, count: Int) {
        let plane = Self.plane(width: 64, height: 40)
        let start = 64 * 3 + 5
        var expected = 0
        for index in start..<start + count {
            for other in [index + apart, index + apart * 64] {
                let difference = Int(plane.values[index]) - Int(plane.values[other])
                expected += difference * difference
            }
        }
        let sum = unsafe plane.values.withUnsafeBufferPointer {
            unsafe SharpnessMeasure.squares($0, from: start, count: count, apart: apart, width: 64)
        }
        #expect(sum == expected)
    }

    @Test(arguments: [64, 1024, 1030, 37, 16, 15])
    func seamsAreSummedOverWholeRows(width: Int) {
        // A step of 8 bits at every eighth row, and nothing else: the row phase is found at any width.
        let values = (0..<width * 64).map { Int16(($0 / width / 8) % 2 == 0 ? 100 : 140) }
        let grid = BlockGrid(LumaPlane(width: width, height: 64, values: values))
        #expect(grid.row == 0)
        #expect(grid.excess > 1)
    }
}
