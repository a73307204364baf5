import Glibc
package import Imaging

/// 64 bits that stay nearly the same when a picture is stored again or resized, and differ for another picture.
///
/// The signs, against their median, of the 64 lowest frequencies but the constant one of the picture at 32×32 (pHash: Zauner, 2010).
package struct PerceptualHash: Hashable, Sendable, CustomStringConvertible {
    package let bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    package init(_ raster: Raster) { self.init(LumaPlane(raster)) }

    package init(_ plane: LumaPlane) {
        let frequencies = Self.frequencies(of: plane.means(side: Self.side))
        let median = frequencies.sorted()[frequencies.count / 2]
        bits = frequencies.indices.reduce(0) { $0 | (frequencies[$1] > median ? 1 << UInt64($1) : 0) }
    }

    /// Sixteen hexadecimal digits.
    package var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads what `description` wrote; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count == 16, let bits = UInt64(text, radix: 16) else { return nil }
        self.init(bits: bits)
    }

    /// In how many of the 64 bits two hashes differ: about 32 for unrelated pictures.
    package func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// 0 for a repetition of one of `others`, towards 100 for a picture unlike all of them; 80 at ten bits.
    package func distinctness(from others: [PerceptualHash]) -> Double {
        guard let nearest = others.map(distance).min() else { return 100 }
        return 100 / (1 + pow(7 / max(Double(nearest), 0.1), 4))
    }

    private static let side = 32

    private static let basis: [Double] = (0..<9).flatMap { frequency in
        (0..<side).map { cos(Double.pi * (Double($0) + 0.5) * Double(frequency) / Double(side)) }
    }

    /// The 64 lowest frequencies of the cosine transform without the constant, by rows, each rounded so that noise breaks no tie.
    private static func frequencies(of cells: [Double]) -> [Double] {
        var lines = [Double](repeating: 0, count: 9 * side)
        for frequency in 0..<9 {
            for column in 0..<side {
                lines[frequency * side + column] = (0..<side).reduce(0) {
                    $0 + basis[frequency * side + $1] * cells[$1 * side + column]
                }
            }
        }
        var found: [Double] = []
        for row in 0..<8 {
            for column in 0..<8 {
                // The constant's place is taken by the next frequency along the diagonal.
                let (row, column) = row == 0 && column == 0 ? (8, 8) : (row, column)
                let value = (0..<side).reduce(0) { $0 + basis[column * side + $1] * lines[row * side + $1] }
                found.append(value.rounded())
            }
        }
        return found
    }
}
