import Glibc

/// The sixteen lowest frequencies of an 8×8 block (orthonormal cosine transform, type II).
struct LowFrequencies {
    /// For each frequency down the block, its eight columns, still untransformed across.
    private let lines: [4 of SIMD8<Float>]

    /// The basis function of each frequency.
    private static let basis: [4 of SIMD8<Float>] = [wave(0), wave(1), wave(2), wave(3)]

    private static func wave(_ frequency: Int) -> SIMD8<Float> {
        let scale = frequency == 0 ? 0.125.squareRoot() : 0.5
        var wave = SIMD8<Float>()
        for position in 0..<8 {
            wave[position] = Float(scale * cos(Double.pi * (Double(position) + 0.5) * Double(frequency) / 8))
        }
        return wave
    }

    /// Transforms the block that begins at an index of a plane of the width; all of it must lie within `values`.
    init(_ values: UnsafeBufferPointer<Int16>, from start: Int, width: Int) {
        let bytes = UnsafeRawBufferPointer(values)
        let basis = Self.basis
        var lines = [4 of SIMD8<Float>](repeating: SIMD8())
        for row in 0..<8 {
            let offset = (start &+ row &* width) &* MemoryLayout<Int16>.stride
            let line = unsafe SIMD8<Float>(bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int16>.self))
            for frequency in 0..<4 { lines[frequency] += line * basis[frequency][row] }
        }
        self.lines = lines
    }

    /// The absolute value, in quarters of a step of 8 bits: the plane's own unit.
    func size(row: Int, column: Int) -> Int { Int(abs((lines[row] * Self.basis[column]).sum()).rounded()) }
}
