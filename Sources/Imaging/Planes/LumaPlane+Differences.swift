extension LumaPlane {
    /// For each tile the squared differences of its pixels to those to the right and those below, at four distances.
    ///
    /// Every second line is looked at. What a tile's pixels are compared with lies within the plane: at the right and lower edge as many
    /// pixels are left out as the largest distance, and no tiles are left of a plane that is smaller. A tile has at most 32 a side.
    package func squaredDifferences(apart: [4 of Int], tile: Int) -> Tiles<SIMD4<Int>> {
        precondition(tile <= 32, "32 bits hold the sums of 32 lines")
        let reach = max(max(apart[0], apart[1]), max(apart[2], apart[3]))
        let (usableWidth, usableHeight) = (width - reach, height - reach)
        guard usableWidth > 0, usableHeight > 0 else { return Tiles(columns: 0, rows: 0, pixels: 0, sums: []) }
        let (columns, rows) = (max(1, usableWidth / tile), max(1, usableHeight / tile))
        let (tileWidth, tileHeight) = (min(tile, usableWidth), min(tile, usableHeight))
        var sums: [SIMD4<Int>] = []
        sums.reserveCapacity(columns * rows)
        unsafe values.withUnsafeBufferPointer { values in
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = SIMD4<Int>()
                    for index in 0..<4 {
                        sum[index] = unsafe squares(
                            values, from: row &* tile &* width &+ column &* tile, columns: tileWidth, lines: tileHeight,
                            apart: apart[index])
                    }
                    sums.append(sum)
                }
            }
        }
        return Tiles(columns: columns, rows: rows, pixels: tileWidth * ((tileHeight + 1) / 2), sums: sums)
    }

    @inline(__always)
    private func squares(
        _ values: UnsafeBufferPointer<Int16>, from corner: Int, columns: Int, lines: Int, apart: Int
    ) -> Int {
        var sums = SIMD4<Int32>()
        var rest = 0
        for line in stride(from: 0, to: lines, by: 2) {
            var index = corner &+ line &* width
            let end = index &+ columns
            while index &+ 8 <= end {
                let here = unsafe SIMD8(values, at: index)
                sums &+= unsafe (here &- SIMD8(values, at: index &+ apart)).squaresOfTwo
                sums &+= unsafe (here &- SIMD8(values, at: index &+ apart &* width)).squaresOfTwo
                index &+= 8
            }
            for index in index..<end {
                let here = unsafe Int(values[index])
                let right = unsafe here &- Int(values[index &+ apart])
                let below = unsafe here &- Int(values[index &+ apart &* width])
                rest &+= right &* right &+ below &* below
            }
        }
        return sums.total &+ rest
    }
}
