import Core
import Testing

@testable import Imaging

@Suite struct ProvenanceTests {
    private static let prompt = SHA256Digest(bytes: Array(repeating: 7, count: 32))
    private let provenance = Provenance(
        digitalSourceType: .algorithmicMedia, provider: "draft", model: "a <b> & \u{0}'c'", seed: Seed(42),
        promptSHA256: ProvenanceTests.prompt)

    @Test func refusesWhatItCannotWrite() throws {
        #expect(throws: ImagingError.unknownFormat) { try provenance.embed(in: Array("GIF89a".utf8)) }
    }

    @Test func refusesAPacketThatAJPEGSegmentCannotHold() throws {
        let long = Provenance(
            digitalSourceType: .algorithmicMedia, provider: "draft", model: String(repeating: "m", count: 66_000),
            seed: nil, promptSHA256: Self.prompt)
        #expect(throws: ImagingError.self) { try long.embed(in: Samples.file(.jpeg)) }
        #expect(try !long.embed(in: Samples.file(.png)).isSigned)
    }

    @Test(arguments: Samples.imageTypes) func canBeReadBackWithTheSamePixels(type: MediaType) throws {
        let file = try Samples.file(type)
        let embedded = try provenance.embed(in: file)
        #expect(!embedded.isSigned)
        #expect(MediaType(sniffing: embedded.bytes) == type)
        #expect(try ImageCodec.decode(embedded.bytes) == ImageCodec.decode(file))
        let packet = try #require(try Picture(trusting: embedded.bytes).metadata("xmp-data"))
        #expect(String(decoding: packet, as: UTF8.self) == provenance.xmp)
    }

    @Test(arguments: Samples.imageTypes) func keepsTheBitstreamByteForByte(type: MediaType) throws {
        let file = try Samples.file(type)
        let embedded = try provenance.embed(in: file).bytes
        let start: Int
        switch type {
        case .png: start = try #require(Samples.offset(of: Array("IDAT".utf8), in: file)) - 4
        case .jpeg: start = try #require(Samples.offset(of: [0xff, 0xda], in: file))
        default: start = try #require(Samples.offset(of: Array("VP8 ".utf8), in: file))
        }
        let bitstream = Array(file[start...])
        #expect(Samples.offset(of: bitstream, in: embedded) != nil)
    }

    @Test func makesASimpleWebPAnExtendedOne() throws {
        let file = try Samples.file(.webp, width: 70, height: 33)
        let start = try #require(Samples.offset(of: Array("VP8 ".utf8), in: file))
        let size = (0..<4).reduce(0) { $0 | Int(file[start + 4 + $1]) << (8 * $1) }
        let bitstream = Array(file[start..<(start + 8 + size + size % 2)])
        let length = bitstream.count + 4
        let simple =
            Array("RIFF".utf8) + [UInt8(length & 255), UInt8(length >> 8), 0, 0] + Array("WEBP".utf8) + bitstream
        let embedded = try provenance.embed(in: simple).bytes
        #expect(Array(embedded[12..<30]) == Array("VP8X".utf8) + [10, 0, 0, 0, 4, 0, 0, 0, 69, 0, 0, 32, 0, 0])
        #expect(try ImageCodec.decode(embedded) == ImageCodec.decode(simple))
        #expect(try Picture(trusting: embedded).metadata("xmp-data") == Array(provenance.xmp.utf8))
    }

    @Test(arguments: Samples.imageTypes) func replacesAnEarlierPacket(type: MediaType) throws {
        let earlier = Provenance(
            digitalSourceType: .trainedAlgorithmicMedia, provider: "other", model: "m", seed: nil,
            promptSHA256: Self.prompt)
        let file = try Samples.file(type)
        let twice = try provenance.embed(in: earlier.embed(in: file).bytes).bytes
        #expect(try twice == provenance.embed(in: file).bytes)
        #expect(Samples.offset(of: Array("trainedAlgorithmicMedia".utf8), in: twice) == nil)
    }

    @Test func writesTheIPTCTermAndEscapesNames() {
        #expect(
            provenance.xmp.contains(
                "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia</"))
        #expect(provenance.xmp.contains("<showrunner:Model>a &lt;b&gt; &amp; 'c'</showrunner:Model>"))
        #expect(provenance.xmp.contains("<showrunner:Seed>42</showrunner:Seed>"))
    }

    @Test(arguments: Samples.imageTypes) func damagedFilesAreErrorsAndNeverCrashes(type: MediaType) throws {
        let file = try Samples.file(type, width: 24, height: 16)
        for length in 0..<(file.count - 2) {
            #expect(throws: ImagingError.self) { try provenance.embed(in: Array(file.prefix(length))) }
        }
        var bits = SplitMix64(seed: 5)
        var outcomes = (written: 0, refused: 0)
        for _ in 0..<3000 {
            var damaged = file
            for _ in 0...(bits.next() % 4) {
                damaged[Int(bits.next() % UInt64(min(120, file.count)))] = UInt8(truncatingIfNeeded: bits.next())
            }
            do {
                _ = try provenance.embed(in: damaged)
                outcomes.written += 1
            } catch {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.written > 0 && outcomes.refused > 0)
    }
}
