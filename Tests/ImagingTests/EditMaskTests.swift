import Core
import Imaging
import Testing

@Suite struct EditMaskTests {
    private let size = PixelSize(width: 4, height: 2)

    /// A file of pixels with four bytes each.
    private func file(_ pixels: [[UInt8]], as type: MediaType = .png) throws -> [UInt8] {
        try Picture(bands: 4, of: size, pixels.flatMap(\.self)).encoded(as: type, quality: 100)
    }

    private func grey(_ values: [UInt8], as type: MediaType = .png) throws -> [UInt8] {
        try ImageCodec.encode(
            Raster(width: size.width, height: size.height, pixels: values.flatMap { [$0, $0, $0] }), as: type)
    }

    /// The colours beneath are somebody's picture with holes in it, and say nothing.
    @Test(arguments: [MediaType.png, .webp])
    func whatIsTransparentMayBePaintedAnewWhateverItsColour(type: MediaType) throws {
        let (kept, open): ([UInt8], [UInt8]) = ([250, 250, 250, 255], [10, 10, 10, 0])
        let mask = try EditMask(reading: file([kept, open, open, kept, kept, kept, open, kept], as: type))
        #expect(mask.size == size)
        #expect(mask.pixels == [0, 255, 255, 0, 0, 0, 255, 0])
    }

    @Test func withoutTransparencyWhatIsLightMayBePaintedAnew() throws {
        let values: [UInt8] = [255, 0, 128, 127, 0, 0, 200, 30]
        let expected: [UInt8] = [255, 0, 255, 0, 0, 0, 255, 0]
        #expect(try EditMask(reading: grey(values)).pixels == expected)
        let opaque = try file(values.map { [$0, $0, $0, 255] })
        #expect(try EditMask(reading: opaque).pixels == expected)
    }

    @Test func aMaskThatMarksNothingSaysSo() throws {
        #expect(try !EditMask(reading: grey([UInt8](repeating: 3, count: 8))).marksSomething)
        #expect(try EditMask(reading: grey([UInt8](repeating: 250, count: 8))).marksSomething)
    }

    @Test func bothWaysOfWritingItSayTheSame() throws {
        let mask = try EditMask(reading: grey([255, 0, 255, 0, 0, 0, 255, 0]))
        let encoded = try mask.encoded()
        #expect(try ImageCodec.header(of: encoded) == ImageHeader(mediaType: .png, size: size, hasAlpha: true))
        #expect(try EditMask(reading: encoded) == mask)
        let plain = try mask.blackAndWhite()
        #expect(try ImageCodec.header(of: plain).hasAlpha == false)
        #expect(try EditMask(reading: plain) == mask)
        // Laid on white, as whoever does not look at its transparency sees it.
        #expect(try ImageCodec.decode(encoded) == ImageCodec.decode(plain))
    }

    @Test func whatIsNoPictureIsNoMask() {
        #expect(throws: ImagingError.self) { try EditMask(reading: Array("<html>".utf8)) }
    }
}
