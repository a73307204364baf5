import Glibc

/// The sixteen lowest frequencies of an 8×8 block (orthonormal cosine transform, type II).
struct LowFrequencies {
    private var coefficients = [Float](repeating: 0, count: 16)
    private var lines = [Float](repeating: 0, count: 32)

    /// Row `k` holds the basis function of frequency `k`.
    private static let basis: [Float] = (0..<4).flatMap { frequency in
        (0..<8).map { position in
            let scale = frequency == 0 ? 0.125.squareRoot() : 0.5
            return Float(scale * cos(Double.pi * (Double(position) + 0.5) * Double(frequency) / 8))
        }
    }
    private let basis = Self.basis

    mutating func transform(_ values: UnsafeBufferPointer<Int16>, from start: Int, width: Int) {
        unsafe basis.withUnsafeBufferPointer { basis in
            unsafe lines.withUnsafeMutableBufferPointer { lines in
                for row in 0..<8 {
                    let first = start &+ row &* width
                    for frequency in 0..<4 {
                        var sum: Float = 0
                        for position in 0..<8 {
                            unsafe sum += basis[frequency &* 8 &+ position] * Float(values[first &+ position])
                        }
                        unsafe lines[row &* 4 &+ frequency] = sum
                    }
                }
                unsafe coefficients.withUnsafeMutableBufferPointer { coefficients in
                    for row in 0..<4 {
                        for column in 0..<4 {
                            var sum: Float = 0
                            for position in 0..<8 {
                                unsafe sum += basis[row &* 8 &+ position] * lines[position &* 4 &+ column]
                            }
                            unsafe coefficients[row &* 4 &+ column] = sum
                        }
                    }
                }
            }
        }
    }

    /// The absolute value, in quarters of a step of 8 bits: the plane's own unit.
    func size(row: Int, column: Int) -> Int { Int(abs(coefficients[row * 4 + column]).rounded()) }
}
