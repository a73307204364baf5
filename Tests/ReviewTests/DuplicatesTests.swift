import Core
import Imaging
import Review
import Testing

@Suite struct DuplicatesTests {
    @Test func aHashOutlivesRecompression() throws {
        let photograph = SyntheticPhotograph().raster
        let hash = PerceptualHash(photograph)
        let stored = try ImageCodec.decode(ImageCodec.encode(photograph, as: .jpeg, quality: 30))
        #expect(hash.distance(to: PerceptualHash(stored)) <= 6)
    }

    @Test func aHashOutlivesResizing() throws {
        let photograph = SyntheticPhotograph(width: 512, height: 384).raster
        let small = try ImageCodec.decode(
            ImageCodec.thumbnail(of: ImageCodec.encode(photograph, as: .png), longestSide: 150, as: .jpeg))
        #expect(PerceptualHash(photograph).distance(to: PerceptualHash(small)) <= 6)
    }

    @Test func otherPicturesAreFarApart() {
        let hashes = (1...12).map { PerceptualHash(SyntheticPhotograph(seed: UInt64($0) * 977).raster) }
        for (index, hash) in hashes.enumerated() {
            #expect(hashes[..<index].allSatisfy { $0.distance(to: hash) > 12 })
        }
    }

    @Test func namesTheEarlierAssetInPlanOrder() {
        let (one, two) = (PerceptualHash(bits: 0), PerceptualHash(bits: .max))
        let ordered = [
            ("b", one), ("a", two), ("d", PerceptualHash(bits: 7)), ("c", one), ("e", PerceptualHash(bits: .max - 1)),
        ]
        let found = Duplicates.find(in: ordered.map { (AssetKey($0.0), $0.1) }, limit: 4)
        #expect(found == [AssetKey("d"): AssetKey("b"), AssetKey("c"): AssetKey("b"), AssetKey("e"): AssetKey("a")])
    }

    @Test func findsNothingWithinALimitBelowTheDistance() {
        let ordered = [(AssetKey("a"), PerceptualHash(bits: 0)), (AssetKey("b"), PerceptualHash(bits: 0b111))]
        #expect(Duplicates.find(in: ordered, limit: 2).isEmpty)
    }

    @Test func readsItsOwnText() throws {
        let hash = PerceptualHash(bits: 0x00ab)
        #expect(hash.description == "00000000000000ab")
        #expect(PerceptualHash(hash.description) == hash)
        #expect(PerceptualHash("zz") == nil)
    }

    @Test func survivesTheSmallestPicture() {
        let pixel = Raster(width: 1, height: 1, pixels: [1, 2, 3])
        #expect(PerceptualHash(pixel).distance(to: PerceptualHash(pixel)) == 0)
    }
}
