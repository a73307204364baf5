import Core
import Imaging
import Providers

/// Requests for drafts, and measures of what came of them.
enum Drafts {
    static func request(
        _ prompt: String, palette: [PaletteColour] = [], size: PixelSize = PixelSize(width: 256, height: 256),
        format: MediaType = .png, seed: Seed? = nil
    ) throws -> ImageRequest {
        ImageRequest(
            prompt: prompt, palette: palette, size: size, format: format, seed: seed ?? soundSeeds(count: 1)[0])
    }

    /// The first seeds whose pictures are not spoilt.
    static func soundSeeds(count: Int) -> [Seed] {
        Array((0...).lazy.compactMap { Seed($0) }.filter { DraftFlaw(seed: $0) == nil }.prefix(count))
    }

    /// 64 bits: whether each of 8×8 places is lighter than its right neighbour.
    static func differenceHash(of bytes: [UInt8]) throws -> UInt64 {
        let raster = try ImageCodec.decode(bytes)
        func light(_ column: Int, _ row: Int) -> Int {
            var sum = 0
            let (left, right) = (column * raster.width / 9, (column + 1) * raster.width / 9)
            for y in (row * raster.height / 8)..<((row + 1) * raster.height / 8) {
                for x in left..<right {
                    let place = (y * raster.width + x) * 3
                    sum += Int(raster.pixels[place]) + 2 * Int(raster.pixels[place + 1]) + Int(raster.pixels[place + 2])
                }
            }
            return sum / max(1, right - left)
        }
        var hash: UInt64 = 0
        for row in 0..<8 {
            for column in 0..<8 { hash = hash << 1 | (light(column, row) > light(column + 1, row) ? 1 : 0) }
        }
        return hash
    }

    /// The share of pixels within 24 levels of a colour in each channel.
    static func share(of colour: PaletteColour, in raster: Raster) -> Double {
        var count = 0
        for place in stride(from: 0, to: raster.pixels.count, by: 3) {
            let distance = max(
                abs(Int(raster.pixels[place]) - Int(colour.red)),
                abs(Int(raster.pixels[place + 1]) - Int(colour.green)),
                abs(Int(raster.pixels[place + 2]) - Int(colour.blue)))
            if distance <= 24 { count += 1 }
        }
        return Double(count) / Double(raster.width * raster.height)
    }
}
