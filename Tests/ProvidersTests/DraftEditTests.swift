import Core
import Imaging
import Providers
import Testing

@Suite struct DraftEditTests {
    private let provider = DraftImageProvider(queue: ImagingQueue(width: 1))
    private let size = PixelSize(width: 160, height: 120)

    /// A picture with a light disc on the left of a dark ground.
    private func given(_ size: PixelSize) throws -> SourcePicture {
        var pixels: [UInt8] = []
        for row in 0..<size.height {
            for column in 0..<size.width {
                let (across, down) = (column - size.width / 4, row - size.height / 2)
                let isIn = across * across + down * down < size.height * size.height / 9
                pixels += isIn ? [230, 220, 200] : [UInt8(30 + column % 7), 40, UInt8(50 + row % 5)]
            }
        }
        let raster = Raster(width: size.width, height: size.height, pixels: pixels)
        return SourcePicture(bytes: try ImageCodec.encode(raster, as: .png), mediaType: .png)
    }

    private func edited(
        _ prompt: String, size: PixelSize? = nil, seed: Int = 0, of picture: SourcePicture? = nil,
        mask: SourcePicture? = nil
    ) async throws -> Raster {
        let seeds = Drafts.soundSeeds(count: 3)
        let request = ImageRequest(
            prompt: prompt, size: size ?? self.size, format: .png, seed: seeds[seed],
            references: [try picture ?? given(self.size)], mask: mask)
        return try ImageCodec.decode(try await provider.image(for: request).bytes)
    }

    private func light(_ raster: Raster, _ column: Int, _ row: Int) -> Int {
        let place = (row * raster.width + column) * 3
        return raster.pixels[place..<place + 3].reduce(0) { $0 + Int($1) }
    }

    @Test func whatLiesOutsideTheMaskStaysWhatItWas() async throws {
        let (width, height) = (size.width, size.height)
        let light = (0..<width * height).flatMap { [UInt8](repeating: $0 % width < width / 2 ? 255 : 0, count: 3) }
        let drawn = try ImageCodec.encode(Raster(width: width, height: height, pixels: light), as: .png)
        let mask = SourcePicture(bytes: try EditMask(reading: drawn).encoded(), mediaType: .png)
        let before = try ImageCodec.decode(given(size).bytes)
        let after = try await edited("make it red", mask: mask)
        func differences(in columns: Range<Int>) -> Int {
            (0..<height).reduce(0) { sum, row in
                sum
                    + columns.count { column in
                        let place = (row * width + column) * 3
                        return before.pixels[place..<place + 3] != after.pixels[place..<place + 3]
                    }
            }
        }
        #expect(differences(in: width / 2 + 1..<width) == 0)
        #expect(differences(in: 0..<width / 2 - 1) > width * height / 4)
    }

    @Test func whatWasThereStaysRecognisable() async throws {
        let raster = try await edited("make it red")
        #expect(light(raster, 40, 60) > light(raster, 120, 60) + 150, "the disc is still on the left")
        #expect(raster != (try ImageCodec.decode(given(size).bytes)), "and something has changed")
    }

    @Test func theSameIsTheSameAndAnotherSeedOrOtherWordsAreNot() async throws {
        let first = try await edited("make it red")
        #expect(try await edited("make it red") == first)
        #expect(try await edited("make it red", seed: 1) != first)
        #expect(try await edited("make it blue") != first)
    }

    @Test func theWordsDecideTheColour() async throws {
        func reddish(_ raster: Raster) -> Int {
            stride(from: 0, to: raster.pixels.count, by: 3).reduce(0) {
                $0 + Int(raster.pixels[$1]) - Int(raster.pixels[$1 + 2])
            }
        }
        #expect(reddish(try await edited("make it red")) > reddish(try await edited("make it blue")))
        let grey = try await edited("in black and white")
        #expect(stride(from: 0, to: grey.pixels.count, by: 3).allSatisfy { grey.pixels[$0] == grey.pixels[$0 + 2] })
    }

    @Test(arguments: [PixelSize(width: 64, height: 200), PixelSize(width: 300, height: 100)])
    func aPictureOfAnotherShapeFillsTheCanvas(other: PixelSize) async throws {
        let raster = try await edited("make it red", of: try given(other))
        #expect(raster.width == size.width && raster.height == size.height)
    }

    @Test func whatIsNoPictureIsNotDrawnOver() async throws {
        await #expect(throws: ProviderError.self) {
            try await edited("make it red", of: SourcePicture(bytes: [1, 2, 3], mediaType: .png))
        }
    }
}
