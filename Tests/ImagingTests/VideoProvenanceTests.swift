import Core
import Foundation
import Imaging
import TestSupport
import Testing

@Suite struct VideoProvenanceTests {
    private let folder: TemporaryFolder
    private let provenance = Provenance(
        digitalSourceType: .trainedAlgorithmicMedia, provider: "p", model: "m", seed: Seed(3),
        promptSHA256: SHA256Digest(bytes: Array(repeating: 1, count: 32)))
    private static let start: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0]

    init() throws { folder = try TemporaryFolder() }

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let size = 8 + content.count
        return [UInt8(size >> 24), UInt8(size >> 16 & 255), UInt8(size >> 8 & 255), UInt8(size & 255)]
            + Array(type.utf8) + content
    }

    /// More than is held in memory at a time, and cut across its pieces.
    private static let long = start + box("mdat", (0..<(2_300_001)).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    private static let endless = start + [0, 0, 0, 0] + Array("mdat".utf8) + [1, 2, 3]

    private func marked(_ bytes: [UInt8]) throws -> (isSigned: Bool, bytes: [UInt8]) {
        let path = try folder.write(bytes, to: "film.mp4")
        let copy = folder.path("copy.mp4")
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let marked = try provenance.mark(videoAt: path, copyingTo: copy)
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes, "the film itself stays as it is")
        let made = [UInt8](try Data(contentsOf: URL(filePath: copy)))
        #expect(marked.byteCount == made.count)
        return (marked.isSigned, made)
    }

    @Test func aFileIsMarkedAsItsBytesWouldBe() throws {
        for film in [Self.long, Self.endless] {
            let once = try provenance.embed(in: film).bytes
            #expect(try marked(film).bytes == once)
            #expect(try marked(once).bytes == provenance.embed(in: once).bytes, "an earlier packet makes room")
            #expect(try !marked(film).isSigned)
        }
    }

    @Test func aSignedFilmIsCopiedToTheByte() throws {
        let identifier: [UInt8] = [
            0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
        ]
        let signed = Self.start + Self.box("uuid", identifier + [1, 2, 3, 4]) + Self.box("mdat", [5, 6])
        let copy = try marked(signed)
        #expect(copy.isSigned && copy.bytes == signed)
    }

    @Test func whatIsNoFilmOrADamagedOneLeavesNoCopy() throws {
        let copy = folder.path("copy.mp4")
        for bytes in [Array("not a film".utf8), [], Self.start + [0, 0, 1, 0] + Array("mdat".utf8)] {
            let path = try folder.write(bytes, to: "film.mp4")
            #expect(throws: ImagingError.self) { try provenance.mark(videoAt: path, copyingTo: copy) }
            #expect(!FileManager.default.fileExists(atPath: copy))
        }
        let path = try folder.write(Self.long, to: "film.mp4")
        try folder.write("in the way", to: "copy.mp4")
        #expect(throws: ImagingError.self) { try provenance.mark(videoAt: path, copyingTo: copy) }
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == "in the way")
    }
}
