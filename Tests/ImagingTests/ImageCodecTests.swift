import Core
import Foundation
import Testing

@testable import Imaging

@Suite struct ImageCodecTests {
    @Test func refusesWhatIsNoPicture() {
        #expect(throws: ImagingError.unknownFormat) { try ImageCodec.decode([]) }
        #expect(throws: ImagingError.unknownFormat) {
            try ImageCodec.decode(Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".utf8))
        }
        let film: [UInt8] = [0, 0, 0, 12] + Array("ftypisom".utf8)
        #expect(throws: ImagingError.self) { try ImageCodec.header(of: film) }
    }

    @Test(arguments: Samples.imageTypes) func refusesATruncatedFile(type: MediaType) throws {
        let file = try Samples.file(type)
        for kept in [13, 30, file.count / 2, file.count * 9 / 10] {
            #expect(throws: ImagingError.self) { try ImageCodec.decode(Array(file.prefix(kept))) }
        }
    }

    @Test func refusesABombBeforeDecoding() throws {
        #expect(throws: ImagingError.tooLarge(what: "60000x10 pixels", limit: "16384 pixels a side")) {
            try ImageCodec.decode(Samples.png(claiming: 60_000, by: 10))
        }
        #expect(throws: ImagingError.tooLarge(what: "100000000 pixels in all", limit: "67108864")) {
            try ImageCodec.decode(Samples.png(claiming: 10_000, by: 10_000))
        }
        let limits = ImageLimits(bytes: 100, side: 10, pixels: 100)
        let file = try Samples.file(.png)
        #expect(throws: ImagingError.tooLarge(what: "\(file.count) bytes", limit: "100 bytes")) {
            try ImageCodec.decode(file, limits: limits)
        }
        #expect(throws: ImagingError.self) {
            try ImageCodec.thumbnail(of: Samples.png(claiming: 60_000, by: 10), longestSide: 8, as: .jpeg)
        }
    }

    /// The library that decodes would make room for what a chunk says of itself.
    @Test(arguments: ["iTXt", "iCCP", "eXIf"]) func refusesAChunkThatGoesBeyondTheEnd(type: String) throws {
        let liar = try Samples.png(with: type, claiming: 0x7265_6546, holding: [1, 2, 3])
        #expect(throws: ImagingError.damaged(.png, reason: "its chunk at byte 33 goes beyond its end")) {
            try ImageCodec.decode(liar)
        }
        #expect(throws: ImagingError.self) { try ImageCodec.thumbnail(of: liar, longestSide: 8, as: .jpeg) }
    }

    @Test func refusesAColourProfileThatWouldUnfoldIntoGigabytes() throws {
        let bomb = try Samples.png(with: "iCCP", holding: [UInt8](repeating: 0, count: 300_000))
        #expect(throws: ImagingError.tooLarge(what: "a colour profile of 300000 bytes", limit: "262144 bytes")) {
            try ImageCodec.decode(bomb)
        }
    }

    /// The library would unpack it: a megabyte holds a gigabyte.
    @Test(arguments: ["zTXt", "iTXt", "tEXt", "caBX"]) func decodesNoTexts(type: String) throws {
        let plain = try Samples.file(.png)
        let chatty = try Samples.png(with: type, holding: [UInt8](repeating: 7, count: 1 << 20))
        #expect(try ImageCodec.decode(chatty) == ImageCodec.decode(plain))
        #expect(try PNGContainer.forDecoding(chatty) == PNGContainer.forDecoding(plain))
        #expect(try PNGContainer.forDecoding(chatty).count < 1 << 20)
    }

    @Test(arguments: [64, 1, 63, 130]) func bringsBackAPNGExactly(height: Int) throws {
        let raster = Samples.raster(height: height)
        #expect(try ImageCodec.decode(ImageCodec.encode(raster, as: .png)) == raster)
    }

    @Test(arguments: [MediaType.jpeg, .webp]) func staysNearInALossyFormat(type: MediaType) throws {
        let raster = Samples.raster()
        let file = try ImageCodec.encode(raster, as: type, quality: 95)
        #expect(MediaType(sniffing: file) == type)
        #expect(meanDifference(try ImageCodec.decode(file), raster) < 24)
    }

    @Test(arguments: Samples.imageTypes) func readsTheHeaderOfEachType(type: MediaType) throws {
        let file = try Samples.file(type, width: 70, height: 33)
        let expected = ImageHeader(mediaType: type, size: PixelSize(width: 70, height: 33), hasAlpha: false)
        #expect(try ImageCodec.header(of: file) == expected)
        #expect(try ImageCodec.header(of: Array(file.prefix(file.count - 8))) == expected)
    }

    @Test func laysAlphaOnWhiteAndMakesGreyThreeBands() throws {
        let grey = try #require(Data(base64Encoded: Self.transparentGrey))
        #expect(try ImageCodec.header(of: Array(grey)).hasAlpha)
        let raster = try ImageCodec.decode(Array(grey))
        #expect(raster == Raster(width: 1, height: 1, pixels: [255, 255, 255]))
    }

    @Test func turnsAJPEGUpright() throws {
        let upright = try Samples.file(.jpeg, width: 96, height: 64)
        let exif = Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
        let turned = upright[..<2] + [0xff, 0xe1, 0, UInt8(exif.count + 2)] + exif + upright[2...]
        let raster = try ImageCodec.decode(Array(turned))
        #expect(raster.width == 64 && raster.height == 96)
    }

    @Test(arguments: [MediaType.jpeg, .webp]) func shrinksToAThumbnail(type: MediaType) throws {
        let file = try Samples.file(.jpeg, width: 600, height: 300)
        let small = try ImageCodec.header(of: ImageCodec.thumbnail(of: file, longestSide: 120, as: type))
        #expect(small.size == PixelSize(width: 120, height: 60))
        #expect(small.mediaType == type)
        let same = try ImageCodec.thumbnail(of: file, longestSide: 5000, as: type)
        #expect(try ImageCodec.header(of: same).size == PixelSize(width: 600, height: 300))
    }

    /// One fully transparent black pixel in grey with alpha, 16 bits a channel.
    private static let transparentGrey =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAQAAADljNBBAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="
}
