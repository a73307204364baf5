package import Core

/// Turns files into pixels and back; every call blocks, so it belongs on an `ImagingQueue`.
package enum ImageCodec {
    /// The size, type and alpha of a picture, from its first bytes.
    package static func header(of bytes: [UInt8]) throws(ImagingError) -> ImageHeader {
        try ImageHeader(of: bytes)
    }

    /// The pixels as they are meant to be seen.
    ///
    /// In sRGB of eight bits, the EXIF orientation and the colour profile applied, grey as three bands, alpha laid on white.
    package static func decode(_ bytes: [UInt8], limits: ImageLimits = .standard) throws(ImagingError) -> Raster {
        try Picture(decodingOnce: bytes, limits: limits).raster(of: MediaType(sniffing: bytes))
    }

    /// A file of the pixels without any metadata; `quality` from 1 to 100, which PNG does not heed.
    package static func encode(_ raster: Raster, as type: MediaType, quality: Int = 90) throws(ImagingError) -> [UInt8]
    {
        try Picture(raster).encoded(as: type, quality: quality)
    }

    /// A small version for reports, never larger than the original; JPEG and WebP are shrunk while they are read.
    package static func thumbnail(
        of bytes: [UInt8], longestSide: Int, as type: MediaType, quality: Int = 80, limits: ImageLimits = .standard
    ) throws(ImagingError) -> [UInt8] {
        try Picture(thumbnailOf: bytes, longestSide: longestSide, limits: limits).encoded(as: type, quality: quality)
    }
}
