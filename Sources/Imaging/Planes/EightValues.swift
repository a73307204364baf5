/// Eight values of a plane at a time, of which all sums over it are made.
///
/// Eight, because every processor has registers for them; for sixteen the compiler makes calls.
extension SIMD8<Int16> {
    /// The values from an index on; all eight must be there.
    @inline(__always)
    init(_ values: UnsafeBufferPointer<Int16>, at index: Int) {
        self = unsafe UnsafeRawBufferPointer(values)
            .loadUnaligned(fromByteOffset: index &* MemoryLayout<Int16>.stride, as: Self.self)
    }

    /// How far each lies from that of the other.
    @inline(__always)
    func distance(to other: Self) -> Self { pointwiseMax(self &- other, other &- self) }

    /// Nothing further from nought than `most`.
    @inline(__always)
    func held(within most: Int16) -> Self {
        pointwiseMax(Self(repeating: 0 &- most), pointwiseMin(Self(repeating: most), self))
    }

    /// The same in 32 bits.
    @inline(__always)
    var wide: SIMD8<Int32> { SIMD8<Int32>(truncatingIfNeeded: self) }

    /// The sums of the squares of each two neighbours, which processors have one instruction for.
    @inline(__always)
    var squaresOfTwo: SIMD4<Int32> {
        let squares = wide &* wide
        return squares.evenHalf &+ squares.oddHalf
    }
}

extension SIMD4<Int32> {
    /// All four, however large.
    @inline(__always)
    var total: Int { Int(self[0]) &+ Int(self[1]) &+ Int(self[2]) &+ Int(self[3]) }
}
