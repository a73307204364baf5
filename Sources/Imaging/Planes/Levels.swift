/// How often each of 256 levels occurs in a picture's channels and in its luma, in every row or every few.
package struct Levels: Sendable {
    package let red: [Int]
    package let green: [Int]
    package let blue: [Int]
    package let luma: [Int]

    /// `plane` is that of the raster; of `apart` rows one is looked at.
    package init(_ raster: Raster, _ plane: LumaPlane, apart: Int) {
        precondition(plane.width == raster.width && plane.height == raster.height, "the plane is another picture's")
        let width = raster.width
        // Pixels that are neighbours are often alike: two tables, so that one need not wait for the other's addition.
        var counts = [UInt32](repeating: 0, count: 2 * 1024)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe raster.pixels.withUnsafeBufferPointer { rgb in
                unsafe plane.values.withUnsafeBufferPointer { luma in
                    for row in stride(from: 0, to: raster.height, by: max(1, apart)) {
                        for pixel in row &* width..<(row &+ 1) &* width {
                            let table = (pixel & 1) &* 1024
                            unsafe counts[table &+ Int(rgb[pixel &* 3])] &+= 1
                            unsafe counts[table &+ 256 &+ Int(rgb[pixel &* 3 &+ 1])] &+= 1
                            unsafe counts[table &+ 512 &+ Int(rgb[pixel &* 3 &+ 2])] &+= 1
                            unsafe counts[table &+ 768 &+ Int(luma[pixel]) >> 2] &+= 1
                        }
                    }
                }
            }
        }
        let sums = (0..<1024).map { Int(counts[$0]) + Int(counts[1024 + $0]) }
        red = Array(sums[..<256])
        green = Array(sums[256..<512])
        blue = Array(sums[512..<768])
        luma = Array(sums[768...])
    }
}
