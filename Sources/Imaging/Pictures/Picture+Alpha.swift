internal import CVips
package import Core

extension Picture {
    /// How opaque each pixel is, 0 to 255, row by row and upright; nil where all of them are.
    consuming func alpha() throws(ImagingError) -> (size: PixelSize, values: [UInt8])? {
        guard unsafe cvips_has_alpha(image) else { return nil }
        let upright = try unsafe step("Turning a picture upright") { unsafe cvips_upright($0, &$1) }
        let plain = try unsafe upright.step("Converting to sRGB") { unsafe cvips_to_srgb($0, &$1) }
        let band = try unsafe plain.step("Taking the transparency out") { unsafe cvips_last_band($0, &$1) }.inBytes()
        let count = band.size.pixels
        var result: CInt = -1
        let values = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            result = unsafe cvips_pixels(band.image, memory.baseAddress, count)
            filled = result == 0 ? count : 0
        }
        guard result == 0 else { throw .failed(operation: "Reading pixels", reason: Self.takeError()) }
        return (band.size, values)
    }

    /// Pixels of so many bytes each, row by row; the fourth is how opaque one is.
    package init(bands: Int, of size: PixelSize, _ pixels: [UInt8]) throws(ImagingError) {
        try unsafe self.init("Taking in pixels") { image in
            unsafe pixels.withUnsafeBytes { pixels in
                unsafe cvips_from_pixels(
                    pixels.baseAddress, pixels.count, CInt(size.width), CInt(size.height), CInt(bands), &image)
            }
        }
    }
}
