extension LumaPlane {
    /// For each tile the squared answers of its pixels to Immerkær's mask, which sees nothing but the finest grain.
    ///
    /// The mask is (1, −2, 1) across times the same down; a pixel's answer is the mask's with that pixel in its upper left corner. No tiles
    /// are left of a plane of under three pixels a side. A tile has at most 16.
    package func squaredGrain(tile: Int) -> Tiles<Int> {
        precondition(tile <= 16, "32 bits hold the squares of 16 lines")
        guard width > 2, height > 2 else { return Tiles(columns: 0, rows: 0, pixels: 0, sums: []) }
        let (columns, rows) = (max(1, (width - 2) / tile), max(1, (height - 2) / tile))
        let (tileWidth, tileHeight) = (min(tile, width - 2), min(tile, height - 2))
        var sums: [Int] = []
        sums.reserveCapacity(columns * rows)
        unsafe values.withUnsafeBufferPointer { values in
            for row in 0..<rows {
                for column in 0..<columns {
                    let corner = row &* tile &* width &+ column &* tile
                    sums.append(unsafe grain(values, from: corner, columns: tileWidth, lines: tileHeight))
                }
            }
        }
        return Tiles(columns: columns, rows: rows, pixels: tileWidth * tileHeight, sums: sums)
    }

    @inline(__always)
    private func grain(_ values: UnsafeBufferPointer<Int16>, from corner: Int, columns: Int, lines: Int) -> Int {
        var total = 0
        var column = corner
        let end = corner &+ columns
        while column &+ 8 <= end {
            // Down eight columns, with what the mask gives across the two lines before.
            var first = unsafe eightAcross(values, at: column)
            var second = unsafe eightAcross(values, at: column &+ width)
            var sums = SIMD4<Int32>()
            for line in 0..<lines {
                let third = unsafe eightAcross(values, at: column &+ (line &+ 2) &* width)
                sums &+= (first &- second &- second &+ third).squaresOfTwo
                (first, second) = (second, third)
            }
            total &+= sums.total
            column &+= 8
        }
        for column in column..<end {
            for line in 0..<lines {
                let start = column &+ line &* width
                let (first, second) = unsafe (across(values, at: start), across(values, at: start &+ width))
                let answer = unsafe first &- 2 &* second &+ across(values, at: start &+ 2 &* width)
                total &+= answer &* answer
            }
        }
        return total
    }

    @inline(__always)
    private func eightAcross(_ values: UnsafeBufferPointer<Int16>, at index: Int) -> SIMD8<Int16> {
        let middle = unsafe SIMD8(values, at: index &+ 1)
        return unsafe SIMD8(values, at: index) &- middle &- middle &+ SIMD8(values, at: index &+ 2)
    }

    @inline(__always)
    private func across(_ values: UnsafeBufferPointer<Int16>, at index: Int) -> Int {
        unsafe Int(values[index]) &- 2 &* Int(values[index &+ 1]) &+ Int(values[index &+ 2])
    }
}
