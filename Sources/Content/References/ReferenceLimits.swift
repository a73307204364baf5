import Core
import Imaging

/// What a picture that an issue refers to may be: what every service of the registry takes in.
enum ReferenceLimits {
    /// Ark's limit; OpenAI's is 50 MB.
    static let bytes = 30_000_000
    static let pixels = 36_000_000
    static let shortest = 15
    /// Of the longer side over the shorter.
    static let ratio = 16

    /// The type and size of a picture that can be used; throws why it can't.
    ///
    /// It blocks: the whole picture is decoded.
    static func check(_ bytes: [UInt8]) throws -> (mediaType: MediaType, size: PixelSize) {
        let header = try ImageCodec.header(of: bytes)
        let size = header.size
        guard size.pixels <= pixels else { throw Refusal(reason: "it has \(size) pixels, and \(pixels) is the most") }
        guard min(size.width, size.height) >= shortest,
            max(size.width, size.height) <= min(size.width, size.height) * ratio
        else {
            throw Refusal(
                reason: "it has \(size) pixels; the least side is \(shortest), the narrowest shape 1:\(ratio)")
        }
        // What nobody could open is not sent to a service either.
        let raster = try ImageCodec.decode(bytes)
        // As it is meant to be seen: an orientation in its metadata may swap the sides.
        return (header.mediaType, PixelSize(width: raster.width, height: raster.height))
    }

    /// A mask as services are sent it, made of the file that a brief names; throws why it can't be one.
    ///
    /// It blocks. `picture`: the size of what it lies over; nil where that is not known.
    static func mask(_ bytes: [UInt8], over picture: PixelSize?) throws -> (picture: SourcePicture, size: PixelSize) {
        _ = try check(bytes)
        let mask = try EditMask(reading: bytes)
        if let picture, mask.size != picture {
            throw Refusal(reason: "it has \(mask.size) pixels, and the picture that it lies over \(picture)")
        }
        guard mask.marksSomething else {
            throw Refusal(reason: "it marks nothing: what is to change is transparent in it, or white on black")
        }
        return (SourcePicture(bytes: try mask.encoded(), mediaType: .png), mask.size)
    }

    struct Refusal: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }
}
