package import Core

/// What is refused before a byte is decoded: a small file can unfold into gigabytes.
package struct ImageLimits: Hashable, Sendable {
    package let bytes: Int
    package let side: Int
    package let pixels: Int

    package init(bytes: Int, side: Int, pixels: Int) {
        self.bytes = bytes
        self.side = side
        self.pixels = pixels
    }

    package static let standard = ImageLimits(bytes: 256 << 20, side: 16_384, pixels: 8192 * 8192)

    package func check(byteCount: Int) throws(ImagingError) {
        guard byteCount <= bytes else {
            throw .tooLarge(what: "\(byteCount) bytes", limit: "\(bytes) bytes")
        }
    }

    package func check(_ size: PixelSize) throws(ImagingError) {
        guard size.width <= side, size.height <= side else {
            throw .tooLarge(what: "\(size) pixels", limit: "\(side) pixels a side")
        }
        guard size.pixels <= pixels else {
            throw .tooLarge(what: "\(size.pixels) pixels in all", limit: "\(pixels)")
        }
    }
}
