internal import Glibc

/// The sixteen lowest frequencies of an 8×8 block of a plane (orthonormal cosine transform, type II).
package struct LowFrequencies {
    /// The absolute value of each, by frequency down the block and then across, in quarters of a step of 8 bits: the plane's own unit.
    package private(set) var sizes: [16 of Int]

    /// The four basis functions at each of the eight positions.
    private static let basis: [8 of SIMD4<Float>] = .init { position in
        SIMD4(wave(0, at: position), wave(1, at: position), wave(2, at: position), wave(3, at: position))
    }

    private static func wave(_ frequency: Int, at position: Int) -> Float {
        let scale = frequency == 0 ? 0.125.squareRoot() : 0.5
        return Float(scale * cos(Double.pi * (Double(position) + 0.5) * Double(frequency) / 8))
    }

    /// Of the block whose upper left corner lies there.
    package init(_ plane: LumaPlane, column: Int, row: Int) {
        precondition(column >= 0 && column + 8 <= plane.width, "the block lies beside the plane")
        precondition(row >= 0 && row + 8 <= plane.height, "the block lies above or below the plane")
        let basis = Self.basis
        // Down each of the eight columns first, then across.
        var (zeroth, first, second, third) = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
        unsafe plane.values.withUnsafeBufferPointer { values in
            for line in 0..<8 {
                let eight = unsafe SIMD8<Float>(SIMD8(values, at: (row &+ line) &* plane.width &+ column))
                zeroth += eight * basis[line][0]
                first += eight * basis[line][1]
                second += eight * basis[line][2]
                third += eight * basis[line][3]
            }
        }
        sizes = .init(repeating: 0)
        let lines: [4 of SIMD8<Float>] = [zeroth, first, second, third]
        for down in 0..<4 {
            var across = SIMD4<Float>()
            for position in 0..<8 { across += basis[position] * lines[down][position] }
            for frequency in 0..<4 { sizes[down * 4 + frequency] = Self.rounded(abs(across[frequency])) }
        }
    }

    /// To the nearest; what `rounded()` does with a call where the processor has no instruction for it.
    @inline(__always)
    private static func rounded(_ value: Float) -> Int { Int(Double(value) + 0.5) }
}
