import Core
import Imaging
import Review
import Testing

@Suite struct BriefReviewTests {
    let photograph = SyntheticPhotograph(width: 256, height: 192).raster

    private func judge(_ raster: Raster, as type: MediaType = .png, _ expectation: AssetExpectation) -> ReviewResult {
        AssetReview().judge(raster, mediaType: type, expectation: expectation)
    }

    @Test func failsAWrongFileType() {
        let result = judge(photograph, as: .jpeg, AssetExpectation(format: .png))
        #expect(result.judgement.verdict == .fail)
        #expect(result.judgement.criteria["fileType"] == 0)
    }

    @Test(arguments: [PixelSize(width: 256, height: 193), PixelSize(width: 512, height: 384)])
    func failsAWrongSize(wanted: PixelSize) {
        let result = judge(photograph, AssetExpectation(size: wanted))
        #expect(result.judgement.verdict == .fail)
        #expect((result.judgement.criteria["size"] ?? 100) < 80)
    }

    @Test func sizeFallsWithTheError() throws {
        let near = judge(photograph, AssetExpectation(size: PixelSize(width: 260, height: 192)))
        let far = judge(photograph, AssetExpectation(size: PixelSize(width: 1024, height: 192)))
        #expect(try #require(near.judgement.criteria["size"]) > #require(far.judgement.criteria["size"]))
        #expect(near.judgement.score > far.judgement.score)
    }

    @Test func passesWhatWasAskedFor() {
        let result = judge(photograph, AssetExpectation(size: PixelSize(width: 256, height: 192), format: .png))
        #expect(result.judgement.verdict == .pass)
        #expect(result.judgement.criteria["aspect"] == 100)
        #expect(result.size == PixelSize(width: 256, height: 192))
    }

    @Test(arguments: [("4:3", true), ("1.3333", true), ("16:9", false), ("nonsense", true)])
    func comparesTheAspectRatio(ratio: String, fits: Bool) {
        let score = judge(photograph, AssetExpectation(aspectRatio: ratio)).judgement.criteria["aspect"]
        #expect(((score ?? 100) >= 80) == fits)
    }

    @Test func findsTheColoursAskedFor() throws {
        let teal = PaletteColour(red: 0, green: 128, blue: 128, name: "teal")
        let pink = PaletteColour(red: 244, green: 166, blue: 192, name: "pink")
        var pixels = photograph.pixels
        for pixel in 0..<4000 {
            pixels[pixel * 3] = 4
            pixels[pixel * 3 + 1] = 125
            pixels[pixel * 3 + 2] = 130
        }
        let painted = Raster(width: photograph.width, height: photograph.height, pixels: pixels)
        let found = judge(painted, AssetExpectation(palette: [teal])).judgement.criteria["palette"]
        let both = judge(painted, AssetExpectation(palette: [teal, pink])).judgement.criteria["palette"]
        #expect(try #require(found) > 85)
        #expect(try #require(both) < 85)
    }

    @Test func warnsOfAPaletteThatIsHalfMissingAndFailsOneThatIsWhollyMissing() throws {
        let grey = Raster(
            width: photograph.width, height: photograph.height,
            pixels: stride(from: 0, to: photograph.pixels.count, by: 3).flatMap { index in
                [UInt8](repeating: photograph.pixels[index + 1], count: 3)
            })
        let (shade, magenta) = (try #require(PaletteColour("#808080")), try #require(PaletteColour("#ff00ff")))
        let half = judge(grey, AssetExpectation(palette: [shade, magenta])).judgement
        #expect(half.verdict == .warn, "\(half)")
        #expect(try #require(half.criteria["palette"]) < 60)
        #expect(judge(grey, AssetExpectation(palette: [magenta])).judgement.verdict == .fail)
    }

    @Test func failsARepetition() {
        let hash = PerceptualHash(photograph)
        let result = judge(photograph, AssetExpectation(earlier: [PerceptualHash(bits: ~hash.bits), hash]))
        #expect(result.judgement.verdict == .fail)
        #expect(result.hash == hash)
    }

    @Test func throwsOnBytesThatAreNoPicture() {
        #expect(throws: ImagingError.self) { try AssetReview().judge(bytes: Array("no picture".utf8)) }
        #expect(throws: ImagingError.self) { try AssetReview().judge(bytes: []) }
    }

    @Test func judgesAFilesBytes() throws {
        let bytes = try ImageCodec.encode(photograph, as: .png)
        let result = try AssetReview().judge(bytes: bytes)
        #expect(result.mediaType == .png)
        #expect(result.judgement.verdict == .pass)
        #expect(result.judgement.score == TechnicalReview().judge(photograph).score)
        #expect(result.judgement.criteria["fileType"] == nil)
    }
}
