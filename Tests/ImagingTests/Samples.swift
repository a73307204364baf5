import Core
import Imaging

/// Pictures that the tests make for themselves.
enum Samples {
    /// A colour gradient under a fine pattern, so that no two rows are alike.
    static func raster(width: Int = 96, height: Int = 64) -> Raster {
        var pixels: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                pixels.append(UInt8(column * 255 / max(1, width - 1)))
                pixels.append(UInt8(row * 255 / max(1, height - 1)))
                pixels.append(UInt8((row * 7 + column * 13) % 256))
            }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    static let imageTypes: [MediaType] = [.png, .jpeg, .webp]

    static func file(_ type: MediaType, width: Int = 96, height: Int = 64) throws -> [UInt8] {
        try ImageCodec.encode(raster(width: width, height: height), as: type)
    }

    /// Where a run of bytes begins; nil where it is not.
    static func offset(of part: [UInt8], in whole: [UInt8]) -> Int? {
        guard let first = part.first, whole.count >= part.count else { return nil }
        return (0...(whole.count - part.count)).first { start in
            whole[start] == first && whole[start..<(start + part.count)].elementsEqual(part)
        }
    }

    /// A PNG with one chunk more behind its header, whose checksum is wrong; `claiming`: the length that it says it has.
    static func png(with type: String, claiming length: Int? = nil, holding data: [UInt8]) throws -> [UInt8] {
        let length = length ?? data.count
        let head = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
        let file = try file(.png)
        return Array(file[..<33]) + head + Array(type.utf8) + data + [0, 0, 0, 0] + Array(file[33...])
    }

    /// A PNG of one pixel's worth of data that claims to be of another size.
    static func png(claiming width: Int, by height: Int) throws -> [UInt8] {
        var bytes = try file(.png)
        for (offset, value) in [(16, width), (20, height)] {
            for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index)) }
        }
        return bytes
    }
}

/// The largest difference between two rasters of one size, in levels of a channel.
func largestDifference(_ left: Raster, _ right: Raster) -> Int {
    zip(left.pixels, right.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// The mean difference between two rasters of one size, in levels of a channel.
func meanDifference(_ left: Raster, _ right: Raster) -> Double {
    let sum = zip(left.pixels, right.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(max(1, left.pixels.count))
}
