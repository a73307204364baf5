package import Core

/// Which pixels of a picture an edit may paint anew.
package struct EditMask: Hashable, Sendable {
    package let size: PixelSize
    /// One byte a pixel, row by row: 255 where it may be painted anew, 0 elsewhere.
    package let pixels: [UInt8]

    /// Of a foreign file: what is transparent in it; where nothing is, what is light.
    ///
    /// It blocks, so it belongs on an `ImagingQueue`.
    package init(reading bytes: [UInt8], limits: ImageLimits = .standard) throws(ImagingError) {
        if let (size, values) = try Picture(loading: bytes, limits: limits).alpha(),
            values.contains(where: { $0 < 128 })
        {
            self.size = size
            pixels = values.map { $0 < 128 ? 255 : 0 }
            return
        }
        let raster = try ImageCodec.decode(bytes, limits: limits)
        size = PixelSize(width: raster.width, height: raster.height)
        pixels = stride(from: 0, to: raster.pixels.count, by: 3).map { place in
            let sum = Int(raster.pixels[place]) + Int(raster.pixels[place + 1]) + Int(raster.pixels[place + 2])
            return sum >= 3 * 128 ? 255 : 0
        }
    }

    package var marksSomething: Bool { pixels.contains(255) }

    /// As most services want it: a PNG that is transparent white where it may be painted anew, opaque black elsewhere.
    package func encoded() throws(ImagingError) -> [UInt8] {
        var colours: [UInt8] = []
        colours.reserveCapacity(pixels.count * 4)
        for pixel in pixels {
            for _ in 0..<3 { colours.append(pixel) }
            colours.append(255 - pixel)
        }
        return try Picture(bands: 4, of: size, colours).encoded(as: .png, quality: 100)
    }

    /// The same without transparency: white where it may be painted anew.
    package func blackAndWhite() throws(ImagingError) -> [UInt8] {
        var colours: [UInt8] = []
        colours.reserveCapacity(pixels.count * 3)
        for pixel in pixels { for _ in 0..<3 { colours.append(pixel) } }
        return try ImageCodec.encode(Raster(width: size.width, height: size.height, pixels: colours), as: .png)
    }
}
