import Core
import Imaging

/// How alike two pictures are in layout and light, whatever their sizes; what one shows beyond the other's shape is cut off.
struct FrameLikeness {
    /// The correlation of the two at 32×32: 1 for the same, about 0 for unrelated ones.
    let correlation: Double

    private static let side = 32

    init(_ frame: Raster, _ reference: Raster) {
        let ratio = Double(frame.width) / Double(frame.height)
        let one = Self.small(frame, ratio: ratio)
        let other = Self.small(reference, ratio: ratio)
        let (firstMean, secondMean) = (Self.mean(one), Self.mean(other))
        var (product, first, second) = (0.0, 0.0, 0.0)
        for index in one.indices {
            let (left, right) = (one[index] - firstMean, other[index] - secondMean)
            product += left * right
            first += left * left
            second += right * right
        }
        // Two blank pictures are alike if they are as bright.
        guard first > 1, second > 1 else {
            correlation = abs(firstMean - secondMean) < 16 && first <= 1 && second <= 1 ? 1 : 0
            return
        }
        correlation = product / (first * second).squareRoot()
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

    /// Brightness of the largest middle part of that shape, each value the mean of its share of pixels.
    private static func small(_ raster: Raster, ratio: Double) -> [Double] {
        let width = min(raster.width, max(1, Int((Double(raster.height) * ratio).rounded())))
        let height = min(raster.height, max(1, Int((Double(raster.width) / ratio).rounded())))
        let (left, top) = ((raster.width - width) / 2, (raster.height - height) / 2)
        var values: [Double] = []
        for row in 0..<side {
            let rows = top + row * height / side..<top + max(row * height / side + 1, (row + 1) * height / side)
            for column in 0..<side {
                let start = left + column * width / side
                let end = left + max(column * width / side + 1, (column + 1) * width / side)
                var sum = 0
                for y in rows where y < raster.height {
                    for x in start..<min(end, raster.width) {
                        let place = (y * raster.width + x) * 3
                        sum +=
                            Int(raster.pixels[place]) + 2 * Int(raster.pixels[place + 1])
                            + Int(raster.pixels[place + 2])
                    }
                }
                values.append(Double(sum) / 4 / Double(max(1, rows.count * (end - start))))
            }
        }
        return values
    }
}
