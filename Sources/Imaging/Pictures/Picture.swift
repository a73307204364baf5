internal import CMemory
internal import CVips
package import Core

/// An image of libvips: a step of a pipeline that computes nothing until its pixels are asked for.
@safe
package struct Picture: ~Copyable {
    let image: OpaquePointer

    /// Takes over the reference that `make` gives out.
    init(_ operation: String, _ make: (inout OpaquePointer?) -> CInt) throws(ImagingError) {
        try Self.open()
        var image: OpaquePointer?
        guard unsafe make(&image) == 0, let image = unsafe image else {
            throw .failed(operation: operation, reason: Self.takeError())
        }
        unsafe self.image = image
    }

    deinit { unsafe cvips_unref(image) }

    package init(_ raster: Raster) throws(ImagingError) {
        try unsafe self.init("Taking in pixels") { image in
            unsafe raster.pixels.withUnsafeBytes { pixels in
                unsafe cvips_from_pixels(
                    pixels.baseAddress, pixels.count, CInt(raster.width), CInt(raster.height), 3, &image)
            }
        }
    }

    package var size: PixelSize {
        unsafe PixelSize(width: Int(cvips_width(image)), height: Int(cvips_height(image)))
    }

    /// The next step of the pipeline.
    func step(
        _ operation: String, _ make: (OpaquePointer, inout OpaquePointer?) -> CInt
    ) throws(ImagingError) -> Picture {
        try unsafe Picture(operation) { next in unsafe make(image, &next) }
    }

    /// Computes the pixels; `type` is the file that they come from, for the error's text.
    package func raster(of type: MediaType? = nil) throws(ImagingError) -> Raster {
        guard unsafe cvips_is_rgb8(image) else {
            throw .failed(operation: "Reading pixels", reason: "the picture is not in sRGB of eight bits")
        }
        let count = size.pixels * 3
        var result: CInt = -1
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            result = unsafe cvips_pixels(image, memory.baseAddress, count)
            filled = result == 0 ? count : 0
        }
        guard result == 0 else {
            let reason = Self.takeError()
            if let type { throw .damaged(type, reason: reason) }
            throw .failed(operation: "Reading pixels", reason: reason)
        }
        return Raster(width: size.width, height: size.height, pixels: pixels)
    }

    /// Computes the pixels into memory, so that later steps read them without computing them again.
    package func inMemory() throws(ImagingError) -> Picture {
        try unsafe step("Computing a picture") { unsafe cvips_in_memory($0, &$1) }
    }

    /// A file of the picture without any metadata; `quality` from 1 to 100, which PNG does not heed.
    package func encoded(as type: MediaType, quality: Int) throws(ImagingError) -> [UInt8] {
        let format = try Self.format(of: type, for: "Writing a picture")
        var memory: UnsafeMutableRawPointer?
        var count = 0
        let result = unsafe cvips_save(image, format, CInt(min(max(quality, 1), 100)), &memory, &count)
        guard result == 0, let memory = unsafe memory else {
            throw .failed(operation: "Writing a \(type.format) file", reason: Self.takeError())
        }
        defer { unsafe cvips_free(memory) }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// A block of metadata by libvips' name for it, `xmp-data` or `icc-profile-data`; nil where there is none.
    package func metadata(_ name: String) -> [UInt8]? {
        var count = 0
        guard let data = unsafe cvips_metadata(image, name, &count) else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    }

    /// Once, before the first picture.
    private static let keptMemory: Void = cmemory_keep()

    static func open() throws(ImagingError) {
        keptMemory
        if let reason = unsafe cvips_open() { throw unsafe .libraryMissing(reason: String(cString: reason)) }
    }

    static func format(of type: MediaType, for operation: String) throws(ImagingError) -> CVipsFormat {
        switch type {
        case .png: CVIPS_PNG
        case .jpeg: CVIPS_JPEG
        case .webp: CVIPS_WEBP
        case .mp4: throw .unsupported(type, operation: operation)
        case .wav, .mp3, .json: throw .unsupported(type, operation: operation)
        }
    }

    /// What libvips last complained of, as one line.
    static func takeError() -> String {
        guard let words = unsafe cvips_take_error() else { return "no reason given" }
        defer { unsafe cvips_free(words) }
        let lines = unsafe String(cString: words).split(separator: "\n")
        return lines.isEmpty ? "no reason given" : lines.joined(separator: "; ")
    }
}
