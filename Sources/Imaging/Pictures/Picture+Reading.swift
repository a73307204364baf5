internal import CVips
import Core

extension Picture {
    /// A foreign file as it is meant to be seen, in sRGB of eight bits and three bands; see `ImageCodec.decode`.
    package init(decoding bytes: [UInt8], limits: ImageLimits = .standard) throws(ImagingError) {
        self = try Picture(loading: bytes, limits: limits).normalised()
    }

    /// The same for one reading of its pixels, from top to bottom, which spares a copy of the whole of it.
    init(decodingOnce bytes: [UInt8], limits: ImageLimits) throws(ImagingError) {
        let stored = try Picture(loading: bytes, limits: limits, once: true)
        // What lies on its side is not read from top to bottom.
        let isUpright = unsafe cvips_orientation(stored.image) == 1
        self = try (isUpright ? stored : Picture(loading: bytes, limits: limits)).normalised()
    }

    /// A foreign file as it is stored, its metadata at hand.
    package init(loading bytes: [UInt8], limits: ImageLimits = .standard) throws(ImagingError) {
        try self.init(loading: bytes, limits: limits, once: false)
    }

    /// A file of our own making with all that it says, texts included; a stranger's may say too much.
    init(trusting bytes: [UInt8]) throws(ImagingError) {
        try self.init(loading: bytes, limits: .standard, once: false, withTexts: true)
    }

    private init(
        loading bytes: [UInt8], limits: ImageLimits, once: Bool, withTexts: Bool = false
    ) throws(ImagingError) {
        let header = try Self.admit(bytes, limits: limits)
        let format = try Self.format(of: header.mediaType, for: "Reading a picture")
        let bytes = header.mediaType == .png && !withTexts ? try PNGContainer.forDecoding(bytes) : bytes
        let loaded: Picture
        do {
            loaded = try unsafe Picture("Reading a picture") { image in
                unsafe bytes.withUnsafeBytes { unsafe cvips_load(format, $0.baseAddress, $0.count, once, &image) }
            }
        } catch .failed(_, let reason) {
            throw .damaged(header.mediaType, reason: reason)
        }
        try limits.check(loaded.size)
        self = loaded
    }

    /// At most `longestSide` pixels a side.
    init(thumbnailOf bytes: [UInt8], longestSide: Int, limits: ImageLimits) throws(ImagingError) {
        let header = try Self.admit(bytes, limits: limits)
        let side = CInt(min(max(longestSide, 1), limits.side))
        let bytes = header.mediaType == .png ? try PNGContainer.forDecoding(bytes) : bytes
        let small: Picture
        do {
            small = try unsafe Picture("Shrinking a picture") { image in
                unsafe bytes.withUnsafeBytes { unsafe cvips_thumbnail($0.baseAddress, $0.count, side, &image) }
            }
        } catch .failed(_, let reason) {
            throw .damaged(header.mediaType, reason: reason)
        }
        self = try small.normalised()
    }

    /// Draws an SVG document of our own making; foreign bytes never come here.
    package init(svg document: String) throws(ImagingError) {
        let bytes = Array(document.utf8)
        let drawn = try unsafe Picture("Drawing") { image in
            unsafe bytes.withUnsafeBytes { unsafe cvips_load_svg($0.baseAddress, $0.count, &image) }
        }
        self = try drawn.normalised()
    }

    /// What the first bytes say, if the limits allow it.
    private static func admit(_ bytes: [UInt8], limits: ImageLimits) throws(ImagingError) -> ImageHeader {
        try limits.check(byteCount: bytes.count)
        let header = try ImageHeader(of: bytes)
        try limits.check(header.size)
        return header
    }

    /// Upright, in sRGB, on white, eight bits, three bands.
    private consuming func normalised() throws(ImagingError) -> Picture {
        var picture = try unsafe step("Turning a picture upright") { unsafe cvips_upright($0, &$1) }
        if picture.needsProfile, let converted = try? unsafe picture.step("", { unsafe cvips_apply_profile($0, &$1) }) {
            // A profile that does not fit its pixels is common in the wild; every viewer ignores it, and so do we.
            picture = converted
        }
        if unsafe cvips_has_alpha(picture.image) {
            picture = try unsafe picture.step("Laying a picture on white") { unsafe cvips_flatten($0, &$1) }
        }
        picture = try unsafe picture.step("Converting to sRGB") { unsafe cvips_to_srgb($0, &$1) }
        if unsafe cvips_bands(picture.image) == 1 {
            picture = try unsafe picture.step("Converting to sRGB") { unsafe cvips_grey_to_rgb($0, &$1) }
        } else if unsafe cvips_bands(picture.image) > 3 {
            picture = try unsafe picture.step("Converting to sRGB") { unsafe cvips_first_bands($0, 3, &$1) }
        }
        return unsafe cvips_is_rgb8(picture.image)
            ? picture : try unsafe picture.step("Converting to eight bits") { unsafe cvips_to_bytes($0, &$1) }
    }

    /// Whether there is a colour profile that says anything but sRGB.
    private var needsProfile: Bool {
        guard let profile = metadata("icc-profile-data") else { return false }
        return !profile.contains(Array("sRGB IEC61966".utf8))
    }
}
