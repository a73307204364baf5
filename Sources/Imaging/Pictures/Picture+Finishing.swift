internal import CVips
package import Core

/// Arithmetic on whole pictures: values may leave 0 … 255 and are floating until `inBytes` brings them back.
extension Picture {
    /// Gaussian noise about nought in one band; the same seed gives the same noise.
    package static func noise(_ size: PixelSize, sigma: Double, seed: Int32) throws(ImagingError) -> Picture {
        try unsafe Picture("Making noise") {
            unsafe cvips_noise(CInt(size.width), CInt(size.height), sigma, seed, &$0)
        }
    }

    /// Perlin noise from -1 to 1 in one band; it joins itself at the edges where the sides are multiples of `cell`.
    package static func perlin(_ size: PixelSize, cell: Int, seed: Int32) throws(ImagingError) -> Picture {
        try unsafe Picture("Making noise") {
            unsafe cvips_perlin(CInt(size.width), CInt(size.height), CInt(cell), seed, &$0)
        }
    }

    /// Repeats the picture over a larger one.
    package func tiled(over size: PixelSize) throws(ImagingError) -> Picture {
        try unsafe step("Repeating a picture") { unsafe cvips_tile($0, CInt(size.width), CInt(size.height), &$1) }
    }

    package func scaled(by factor: Double, plus offset: Double) throws(ImagingError) -> Picture {
        try unsafe step("Scaling values") { unsafe cvips_linear($0, factor, offset, &$1) }
    }

    /// The sum of two pictures of one size; one band is added to each of three.
    package func adding(_ other: borrowing Picture) throws(ImagingError) -> Picture {
        let added = unsafe other.image
        return try unsafe step("Adding pictures") { unsafe cvips_add($0, added, &$1) }
    }

    package func blurred(sigma: Double) throws(ImagingError) -> Picture {
        try unsafe step("Blurring a picture") { unsafe cvips_blur($0, sigma, &$1) }
    }

    /// Each pixel from a place that lies as many pixels away as the maps say; edges are repeated.
    package func displaced(
        across: borrowing Picture, down: borrowing Picture
    ) throws(ImagingError) -> Picture {
        let (acrossMap, downMap) = unsafe (across.image, down.image)
        return try unsafe step("Displacing pixels") { unsafe cvips_displace($0, acrossMap, downMap, &$1) }
    }

    /// Eight bits of sRGB, what lies outside cut off.
    package func inBytes() throws(ImagingError) -> Picture {
        try unsafe step("Converting to eight bits") { unsafe cvips_to_bytes($0, &$1) }
    }
}
