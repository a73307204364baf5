import Core
import Foundation
import Imaging
import Testing

/// What is computed eight pixels at a time gives what is computed one by one, whatever the size leaves over.
@Suite struct PlaneSumsTests {
    static let sizes = [(100, 67), (33, 40), (18, 18), (9, 9), (15, 64), (4, 5), (3, 3), (1, 1), (1030, 35)]

    /// Noise over the whole range, so that every sum is as large as it can be.
    private static func plane(_ width: Int, _ height: Int) -> LumaPlane {
        var bits = SplitMix64(seed: 5)
        let values = (0..<width * height).map { _ in
            Bool.random(using: &bits) ? Int16(1020) : Int16.random(in: 0...9, using: &bits)
        }
        return LumaPlane(width: width, height: height, values: values)
    }

    private static func raster(_ width: Int, _ height: Int) -> Raster {
        var bits = SplitMix64(seed: 6)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &bits) }
        return Raster(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: sizes)
    func lumaIsThatOfEachPixel(width: Int, height: Int) {
        let raster = Self.raster(width, height)
        let expected = stride(from: 0, to: raster.pixels.count, by: 3)
            .map { place in
                let (red, green) = (Int(raster.pixels[place]), Int(raster.pixels[place + 1]))
                return Int16((1225 * red + 2404 * green + 467 * Int(raster.pixels[place + 2]) + 512) / 1024)
            }
        #expect(LumaPlane(raster).values == expected)
    }

    @Test(arguments: sizes)
    func levelsCountEachPixelOfEverySecondRow(width: Int, height: Int) {
        let raster = Self.raster(width, height)
        let plane = LumaPlane(raster)
        var expected = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 4)
        for row in stride(from: 0, to: height, by: 2) {
            for pixel in row * width..<(row + 1) * width {
                for channel in 0..<3 { expected[channel][Int(raster.pixels[pixel * 3 + channel])] += 1 }
                expected[3][Int(plane.values[pixel] / 4)] += 1
            }
        }
        let levels = Levels(raster, plane, apart: 2)
        #expect([levels.red, levels.green, levels.blue, levels.luma] == expected)
    }

    @Test(arguments: sizes)
    func varianceAndMeansAreThoseOfAllValues(width: Int, height: Int) {
        let plane = Self.plane(width, height)
        let values = plane.values.map { Double($0) / 4 }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        #expect(abs(plane.variance - variance) < 1e-6 * max(1, variance))
        for side in [1, 2, 3] {
            var expected: [Double] = []
            for row in 0..<side {
                for column in 0..<side {
                    let top = min(row * height / side, height - 1)
                    let left = min(column * width / side, width - 1)
                    let rows = top..<max(top + 1, (row + 1) * height / side)
                    let columns = left..<max(left + 1, (column + 1) * width / side)
                    let sum = rows.reduce(0) {
                        $0 + plane.values[$1 * width..<($1 + 1) * width][columns, at: $1 * width]
                    }
                    expected.append(Double(sum) / Double(rows.count * columns.count))
                }
            }
            #expect(plane.means(side: side) == expected)
        }
    }

    @Test(arguments: sizes, [8, 16])
    func grainIsTheMasksAnswer(size: (Int, Int), tile: Int) {
        let (width, height) = size
        let plane = Self.plane(width, height)
        let found = plane.squaredGrain(tile: tile)
        guard width > 2, height > 2 else {
            #expect(found.sums.isEmpty)
            return
        }
        let side = (min(tile, width - 2), min(tile, height - 2))
        #expect(found.pixels == side.0 * side.1)
        #expect(found.sums.count == found.columns * found.rows)
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
                #expect(found.sums[row * found.columns + column] == sum)
            }
        }
    }

    @Test(arguments: sizes)
    func differencesAreSummedOverEverySecondLineOfATile(width: Int, height: Int) {
        let plane = Self.plane(width, height)
        let found = plane.squaredDifferences(apart: [1, 2, 4, 16], tile: 32)
        guard width > 16, height > 16 else {
            #expect(found.sums.isEmpty)
            return
        }
        let side = (min(32, width - 16), min(32, height - 16))
        #expect(found.sums.count == found.columns * found.rows)
        for row in 0..<found.rows {
            for column in 0..<found.columns {
                var expected = SIMD4<Int>()
                for y in stride(from: row * 32, to: row * 32 + side.1, by: 2) {
                    for x in column * 32..<column * 32 + side.0 {
                        for (index, apart) in [1, 2, 4, 16].enumerated() {
                            for other in [(x + apart, y), (x, y + apart)] {
                                let here = Int(plane.values[y * width + x])
                                let difference = here - Int(plane.values[other.1 * width + other.0])
                                expected[index] += difference * difference
                            }
                        }
                    }
                }
                #expect(found.sums[row * found.columns + column] == expected)
            }
        }
        #expect(found.pixels == side.0 * ((side.1 + 1) / 2))
    }

    @Test(arguments: sizes)
    func stepsAreSummedOverWholeColumnsAndRows(width: Int, height: Int) {
        let plane = Self.plane(width, height)
        func expected(lines: Int, length: Int, _ at: (_ line: Int, _ place: Int) -> Int) -> ([Int], [Int]) {
            var steps = [Int](repeating: 0, count: lines)
            var bends = steps
            for line in stride(from: 2, to: lines - 1, by: 1) {
                for place in 0..<length {
                    func step(_ line: Int) -> Int { abs(at(line, place) - at(line - 1, place)) }
                    steps[line] += step(line)
                    bends[line] += max(-40, min(40, 2 * step(line) - step(line - 1) - step(line + 1)))
                }
            }
            return (steps, bends)
        }
        let columns = expected(lines: width, length: height) { Int(plane.values[$1 * width + $0]) }
        let foundColumns = plane.columnSteps(bendsWithin: 40)
        #expect(foundColumns.steps == columns.0)
        #expect(foundColumns.bends == columns.1)
        let rows = expected(lines: height, length: width) { Int(plane.values[$0 * width + $1]) }
        let foundRows = plane.rowSteps(bendsWithin: 40)
        #expect(foundRows.steps == rows.0)
        #expect(foundRows.bends == rows.1)
    }

    @Test func lowFrequenciesAreThoseOfTheCosineTransform() {
        let plane = Self.plane(20, 20)
        let found = LowFrequencies(plane, column: 7, row: 3).sizes
        for down in 0..<4 {
            for across in 0..<4 {
                var sum = 0.0
                for y in 0..<8 {
                    for x in 0..<8 {
                        func wave(_ frequency: Int, _ place: Int) -> Double {
                            let scale = frequency == 0 ? 0.125.squareRoot() : 0.5
                            return scale * cos(Double.pi * (Double(place) + 0.5) * Double(frequency) / 8)
                        }
                        sum += Double(plane.values[(3 + y) * 20 + 7 + x]) * wave(down, y) * wave(across, x)
                    }
                }
                #expect(abs(Double(found[down * 4 + across]) - abs(sum)) < 0.51)
            }
        }
    }
}

extension ArraySlice<Int16> {
    /// The sum of the columns of a row that begins at `start`.
    fileprivate subscript(columns: Range<Int>, at start: Int) -> Int {
        self[start + columns.lowerBound..<start + columns.upperBound].reduce(0) { $0 + Int($1) }
    }
}
