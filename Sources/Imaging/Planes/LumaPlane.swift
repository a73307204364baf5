/// The brightness of every pixel, quadrupled: 0 for black to 1020 for white, so that a quarter of a step survives.
package struct LumaPlane: Sendable {
    package let width: Int
    package let height: Int
    package let values: [Int16]

    /// What one step of 8 bits is worth here.
    package static let unit = 4.0

    package init(width: Int, height: Int, values: [Int16]) {
        precondition(values.count == width * height, "a plane has one value a pixel")
        self.width = width
        self.height = height
        self.values = values
    }

    /// BT.601 luma of sRGB bytes: 1225, 2404 and 467 are its weights × 4096, and sum to 4096.
    package init(_ raster: Raster) {
        let count = raster.width * raster.height
        let values = unsafe raster.pixels.withUnsafeBytes { rgb in
            unsafe [Int16](unsafeUninitializedCapacity: count) { plane, filled in
                var pixel = 0
                // Each pixel is read with the byte after it, which the last has not.
                while pixel &+ 8 < count {
                    let low = unsafe Self.four(rgb, from: pixel)
                    let high = unsafe Self.four(rgb, from: pixel &+ 4)
                    let eight = SIMD8<Int16>(truncatingIfNeeded: SIMD8<UInt32>(lowHalf: low, highHalf: high))
                    unsafe UnsafeMutableRawBufferPointer(plane)
                        .storeBytes(of: eight, toByteOffset: pixel &* 2, as: SIMD8<Int16>.self)
                    pixel &+= 8
                }
                for pixel in pixel..<count {
                    let red = unsafe UInt32(rgb[pixel &* 3])
                    let green = unsafe UInt32(rgb[pixel &* 3 &+ 1])
                    let blue = unsafe UInt32(rgb[pixel &* 3 &+ 2])
                    unsafe plane[pixel] = Int16(
                        truncatingIfNeeded: (1225 &* red &+ 2404 &* green &+ 467 &* blue &+ 512) >> 10)
                }
                filled = count
            }
        }
        self.init(width: raster.width, height: raster.height, values: values)
    }

    @inline(__always)
    private static func four(_ rgb: UnsafeRawBufferPointer, from pixel: Int) -> SIMD4<UInt32> {
        let words = unsafe SIMD4<UInt32>(
            rgb.loadUnaligned(fromByteOffset: pixel &* 3, as: UInt32.self),
            rgb.loadUnaligned(fromByteOffset: pixel &* 3 &+ 3, as: UInt32.self),
            rgb.loadUnaligned(fromByteOffset: pixel &* 3 &+ 6, as: UInt32.self),
            rgb.loadUnaligned(fromByteOffset: pixel &* 3 &+ 9, as: UInt32.self))
        let (red, green, blue) = (words & 0xff, (words &>> 8) & 0xff, (words &>> 16) & 0xff)
        return (1225 &* red &+ 2404 &* green &+ 467 &* blue &+ 512) &>> 10
    }

    /// The plane at half the size, each value the mean of four; an odd last row or column is left out.
    package func halved() -> LumaPlane {
        let (halfWidth, halfHeight) = (width / 2, height / 2)
        let half = unsafe values.withUnsafeBufferPointer { source in
            unsafe [Int16](unsafeUninitializedCapacity: halfWidth * halfHeight) { target, filled in
                for row in 0..<halfHeight {
                    let upper = row &* 2 &* width
                    let lower = upper &+ width
                    for column in 0..<halfWidth {
                        let left = column &* 2
                        let above = unsafe source[upper &+ left] &+ source[upper &+ left &+ 1]
                        let below = unsafe source[lower &+ left] &+ source[lower &+ left &+ 1]
                        unsafe target[row &* halfWidth &+ column] = (above &+ below &+ 2) >> 2
                    }
                }
                filled = halfWidth * halfHeight
            }
        }
        return LumaPlane(width: halfWidth, height: halfHeight, values: half)
    }

    /// How widely the values are spread, in squared steps of 8 bits.
    package var variance: Double {
        var (sum, squares) = (0, 0)
        unsafe values.withUnsafeBufferPointer { values in
            // Short runs, so that 32 bits hold their sums.
            for start in stride(from: 0, to: values.count, by: 1024) {
                let end = min(start &+ 1024, values.count)
                var (eightSums, eightSquares) = (SIMD8<Int32>(), SIMD4<Int32>())
                var index = start
                while index &+ 8 <= end {
                    let eight = unsafe SIMD8(values, at: index)
                    eightSums &+= eight.wide
                    eightSquares &+= eight.squaresOfTwo
                    index &+= 8
                }
                sum &+= Int(eightSums.wrappedSum())
                squares &+= eightSquares.total
                for index in index..<end {
                    let value = unsafe Int(values[index])
                    sum &+= value
                    squares &+= value &* value
                }
            }
        }
        let count = Double(max(1, values.count))
        let mean = Double(sum) / count
        return max(0, Double(squares) / count - mean * mean) / (Self.unit * Self.unit)
    }
}
