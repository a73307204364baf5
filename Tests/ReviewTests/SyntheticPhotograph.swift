import Core
import Imaging

/// A made-up picture with edges, texture and soft areas, and what can be done to it.
struct SyntheticPhotograph {
    let width: Int
    let height: Int
    /// Three values a pixel, 0 to 255.
    var values: [Double]

    init(width: Int = 192, height: Int = 144, seed: UInt64 = 1) {
        self.width = width
        self.height = height
        var bits = SplitMix64(seed: seed)
        let shapes = (0..<40).map { _ in
            (
                x: Double.random(in: 0..<1, using: &bits), y: Double.random(in: 0..<1, using: &bits),
                size: Double.random(in: 0.03..<0.2, using: &bits),
                tone: (0..<3).map { _ in Double.random(in: 8..<245, using: &bits) }
            )
        }
        values = [Double](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            for column in 0..<width {
                let (x, y) = (Double(column) / Double(width), Double(row) / Double(height))
                var tone = [60 + 120 * y, 90 + 90 * y, 150 - 40 * y]
                for shape in shapes
                where (x - shape.x) * (x - shape.x) + (y - shape.y) * (y - shape.y) < shape.size * shape.size {
                    tone = shape.tone
                }
                let grain = Double.random(in: -2...2, using: &bits)
                for channel in 0..<3 { values[(row * width + column) * 3 + channel] = tone[channel] + grain }
            }
        }
    }

    /// A picture from elsewhere, to be distorted.
    init(_ raster: Raster) {
        (width, height, values) = (raster.width, raster.height, raster.pixels.map(Double.init))
    }

    var raster: Raster {
        Raster(width: width, height: height, pixels: values.map { UInt8(min(max($0.rounded(), 0), 255)) })
    }

    func mapped(_ change: (Double) -> Double) -> SyntheticPhotograph {
        var copy = self
        copy.values = raster.pixels.map { change(Double($0)) }
        return copy
    }

    /// Box-blurred `passes` times, which comes close to a Gaussian.
    func blurred(passes: Int) -> SyntheticPhotograph {
        var copy = self
        for _ in 0..<passes {
            let before = copy.values
            for row in 0..<height {
                for column in 0..<width {
                    for channel in 0..<3 {
                        var sum = 0.0
                        for (down, right) in [
                            (0, 0), (0, 1), (1, 0), (1, 1), (0, -1), (-1, 0), (-1, -1), (1, -1), (-1, 1),
                        ] {
                            let line = min(max(row + down, 0), height - 1)
                            let index = min(max(column + right, 0), width - 1)
                            sum += before[(line * width + index) * 3 + channel]
                        }
                        copy.values[(row * width + column) * 3 + channel] = sum / 9
                    }
                }
            }
        }
        return copy
    }

    /// With white noise of a standard deviation added.
    func noisy(_ sigma: Double, seed: UInt64 = 7) -> SyntheticPhotograph {
        var bits = SplitMix64(seed: seed)
        var copy = self
        for index in copy.values.indices {
            let sum = (0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &bits) }
            copy.values[index] += (sum - 6) * sigma
        }
        return copy
    }
}
