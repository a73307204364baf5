/// Decoded pixels in sRGB, row by row, three bytes a pixel, without alpha.
package struct Raster: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// `width × height × 3` bytes.
    package let pixels: [UInt8]

    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * 3, "a raster has three bytes a pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}
