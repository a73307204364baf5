import Core
import Imaging
import Providers
import Testing

@Suite struct DraftImageProviderTests {
    private let provider = DraftImageProvider(queue: ImagingQueue(width: 2))

    @Test(arguments: [PixelSize(width: 63, height: 500), PixelSize(width: 500, height: 8193)])
    func refusesASizeOutOfRange(size: PixelSize) async throws {
        let request = try Drafts.request("a boat", size: size)
        await #expect(throws: ProviderError.self) { try await provider.image(for: request) }
    }

    @Test func refusesAFilm() async throws {
        let request = try Drafts.request("a boat", format: .mp4)
        await #expect(throws: ProviderError.self) { try await provider.image(for: request) }
    }

    @Test func costsNothing() throws {
        #expect(try provider.price(of: Drafts.request("a boat")) == .zero)
        #expect(!provider.model.isTrained)
    }

    @Test(arguments: [
        "</text><script>alert(1)</script> & \" ' ]]> <!-- <![CDATA[", "", "\u{0}\u{1}\u{FFFF}\u{FEFF}\u{202E}",
        "灯台 の 夜 🌊🚢👩‍👩‍👧 منارة في العاصفة מגדלור", "&lt;image href='file:///etc/passwd'/&gt;",
        String(repeating: "lighthouse ", count: 5000), String(repeating: "e\u{301}\u{302}", count: 2000),
    ])
    func drawsWhateverThePromptSays(prompt: String) async throws {
        let media = try await provider.image(for: Drafts.request(prompt, size: PixelSize(width: 300, height: 240)))
        #expect(try ImageCodec.header(of: media.bytes).size == PixelSize(width: 300, height: 240))
    }

    @Test(
        arguments: [MediaType.png, .jpeg, .webp],
        [
            PixelSize(width: 64, height: 64), PixelSize(width: 64, height: 1500), PixelSize(width: 1500, height: 64),
            PixelSize(width: 333, height: 257),
        ])
    func drawsEachFormatAtAnySize(format: MediaType, size: PixelSize) async throws {
        let media = try await provider.image(for: Drafts.request("a cat by the sea", size: size, format: format))
        let raster = try ImageCodec.decode(media.bytes)
        #expect(PixelSize(width: raster.width, height: raster.height) == size)
        #expect(MediaType(sniffing: media.bytes) == format && media.mediaType == format)
    }

    @Test(arguments: [MediaType.png, .jpeg, .webp]) func sameRequestSameBytes(format: MediaType) async throws {
        let request = try Drafts.request("a stormy lighthouse, watercolour", format: format)
        let first = try await provider.image(for: request)
        #expect(try await provider.image(for: request) == first)
    }

    @Test(arguments: ["a lighthouse poster", "a castle in the forest", "an idea of freedom", "a boat, navy and coral"])
    func otherSeedsAreVisiblyOtherPictures(prompt: String) async throws {
        var hashes: [UInt64] = []
        for seed in Drafts.soundSeeds(count: 5) {
            let media = try await provider.image(for: Drafts.request(prompt, seed: seed))
            hashes.append(try Drafts.differenceHash(of: media.bytes))
        }
        for (index, hash) in hashes.enumerated() {
            for other in hashes[(index + 1)...] { #expect((hash ^ other).nonzeroBitCount >= 6) }
        }
    }

    @Test func aboutOneSeedInThreeIsFlawedInEachOfSevenWays() {
        let flaws = (0..<3000).compactMap { Seed($0) }.compactMap { DraftFlaw(seed: $0) }
        #expect((850...1130).contains(flaws.count))
        #expect(Set(flaws) == Set(DraftFlaw.allCases))
    }

    @Test func theAskedPaletteIsReallyThere() async throws {
        let palette = ["navy", "coral", "cream"].compactMap { PaletteColour($0) }
        for seed in Drafts.soundSeeds(count: 6) {
            let request = try Drafts.request("a lighthouse above the sea", palette: palette, seed: seed)
            let raster = try ImageCodec.decode(try await provider.image(for: request).bytes)
            for colour in palette { #expect(Drafts.share(of: colour, in: raster) > 0.02, "\(colour) at seed \(seed)") }
        }
    }
}
