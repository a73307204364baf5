import Core
import Crypto
import Imaging

/// Bytes that a service, or an issue's attachment, gives out as a picture.
enum PictureTarget {
    /// Small, so that the time goes into reading and not into pixels.
    private static let limits = ImageLimits(bytes: 1 << 20, side: 512, pixels: 128 * 128)

    static let provenance = Provenance(
        model: ModelDescription(provider: "draft", name: "draft", isTrained: false, takesSeed: true),
        seed: Seed(hashing: "fuzz"), promptSHA256: SHA256.digest(of: "fuzz"))

    static func read(_ input: [UInt8]) -> Bool {
        _ = ContentCredentials.arePresent(in: input)
        guard let header = try? ImageHeader(of: input) else { return input.count < 64 }
        precondition(header.size.width > 0 && header.size.height > 0, "a picture without pixels was taken")
        if let marked = try? provenance.embed(in: input) {
            precondition((try? ImageHeader(of: marked.bytes)) == header, "marking a picture changed it")
        }
        guard let raster = try? ImageCodec.decode(input, limits: limits) else { return true }
        precondition(raster.width * raster.height <= limits.pixels, "a picture over the limit was decoded")
        return true
    }
}
