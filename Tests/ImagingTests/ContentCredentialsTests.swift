import Core
import Imaging
import Testing

@Suite struct ContentCredentialsTests {
    private let provenance = Provenance(
        digitalSourceType: .trainedAlgorithmicMedia, provider: "p", model: "m", seed: nil,
        promptSHA256: SHA256Digest(bytes: Array(repeating: 1, count: 32)))

    private func expectUntouched(_ signed: [UInt8]) throws {
        let embedded = try provenance.embed(in: signed)
        #expect(embedded.isSigned)
        #expect(embedded.bytes == signed)
    }

    @Test(arguments: Samples.imageTypes) func unsignedFilesAreNotTakenForSigned(type: MediaType) throws {
        #expect(try !ContentCredentials.arePresent(in: Samples.file(type)))
    }

    @Test func leavesASignedPNGAlone() throws {
        let file = try Samples.file(.png)
        let chunk: [UInt8] = [0, 0, 0, 4] + Array("caBXjumb".utf8) + [1, 2, 3, 4]
        try expectUntouched(Array(file[..<33]) + chunk + file[33...])
        try expectUntouched(Array(file[..<33]) + chunk + file[33..<60])
    }

    @Test(arguments: [1, 2]) func leavesASignedJPEGAlone(segments: Int) throws {
        let file = try Samples.file(.jpeg)
        let head: [UInt8] = [0, 0, 0, 40] + Array("jumb".utf8)
        let box = [0, 0, 0, 32] + Array("jumdc2pa".utf8) + Array(repeating: UInt8(9), count: 24)
        var signed = Array(file[..<2])
        let parts = segments == 1 ? [box] : [Array(box[..<10]), Array(box[10...])]
        for (index, part) in parts.enumerated() {
            let payload = Array("JP".utf8) + [0, 1, 0, 0, 0, UInt8(index + 1)] + head + part
            signed += [0xff, 0xeb, 0, UInt8(payload.count + 2)] + payload
        }
        signed += file[2...]
        try expectUntouched(signed)
        try expectUntouched(Array(signed.dropLast(40)))
    }

    @Test func leavesASignedWebPAlone() throws {
        let file = try Samples.file(.webp)
        let chunk = Array("C2PA".utf8) + [4, 0, 0, 0, 1, 2, 3, 4]
        try expectUntouched(file + chunk)
        try expectUntouched(Array(file[..<12]) + chunk + file[12..<60])
    }

    @Test func findsTheManifestOfAFilm() throws {
        let identifier: [UInt8] = [
            0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
        ]
        let start: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
        #expect(!ContentCredentials.arePresent(in: start + [0, 0, 0, 8] + Array("free".utf8)))
        try expectUntouched(start + [0, 0, 0, 28] + Array("uuid".utf8) + identifier + [0, 0, 0, 0])
        let large: [UInt8] = [0, 0, 0, 1] + Array("free".utf8) + [0, 0, 0, 0, 0, 0, 0, 16]
        try expectUntouched(start + large + [0, 0, 0, 24] + Array("uuid".utf8) + identifier)
    }

    @Test func survivesABoxOfAbsurdLength() {
        let start: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
        let endless: [UInt8] = [0, 0, 0, 1] + Array("free".utf8) + Array(repeating: 255, count: 8)
        #expect(!ContentCredentials.arePresent(in: start + endless + Array(repeating: 0, count: 40)))
    }
}
