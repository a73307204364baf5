extension LumaPlane {
    /// The plane at `side` × `side`, by rows: each value the mean of its share of pixels, of which there is at least one.
    package func means(side: Int) -> [Double] {
        let columns = (0..<side).map { Self.share($0, of: width, in: side) }
        return (0..<side)
            .flatMap { row in
                let lines = Self.share(row, of: height, in: side)
                let sums = sums(lines: lines, columns: columns)
                return zip(sums, columns).map { Double($0) / Double(lines.count * $1.count) }
            }
    }

    private static func share(_ cell: Int, of length: Int, in side: Int) -> Range<Int> {
        let start = min(cell * length / side, length - 1)
        return start..<max(start + 1, (cell + 1) * length / side)
    }

    /// For each range of columns what its pixels are in those lines, summed.
    private func sums(lines: Range<Int>, columns: [Range<Int>]) -> [Int] {
        var sums = [Int](repeating: 0, count: columns.count)
        unsafe values.withUnsafeBufferPointer { values in
            for line in lines {
                for (index, range) in columns.enumerated() {
                    var eights = SIMD8<Int32>()
                    var column = line &* width &+ range.lowerBound
                    let end = line &* width &+ range.upperBound
                    while column &+ 8 <= end {
                        eights &+= unsafe SIMD8(values, at: column).wide
                        column &+= 8
                    }
                    sums[index] &+= Int(eights.wrappedSum())
                    for column in column..<end { sums[index] &+= unsafe Int(values[column]) }
                }
            }
        }
        return sums
    }
}
