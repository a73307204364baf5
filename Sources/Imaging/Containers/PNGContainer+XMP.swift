internal import CZlib
import Core

extension PNGContainer {
    private static let keyword = Array("XML:com.adobe.xmp".utf8) + [0]

    /// The file with this packet as its only XMP, right before the pixels; every other chunk stays as it is.
    func replacingXMP(by packet: [UInt8]) throws(ImagingError) -> [UInt8] {
        // After the keyword: not compressed, no compression method, no language, no translated keyword.
        let body = Array("iTXt".utf8) + Self.keyword + [0, 0, 0, 0] + packet
        var result = Array(bytes.prefix(8))
        result.reserveCapacity(bytes.count + body.count + 12)
        var isWritten = false
        for chunk in chunks where !isXMP(chunk) {
            if chunk.type == "IDAT", !isWritten {
                result.append(bigEndian32: body.count - 4)
                result += body
                result.append(bigEndian32: Self.checksum(of: body))
                isWritten = true
            }
            result += bytes[chunk.whole]
        }
        return result + bytes[(chunks.last?.whole.upperBound ?? bytes.count)...]
    }

    private func isXMP(_ chunk: Chunk) -> Bool {
        chunk.type == "iTXt" && bytes[chunk.data].starts(with: Self.keyword)
    }

    private static func checksum(of body: [UInt8]) -> Int {
        unsafe body.withUnsafeBufferPointer { unsafe Int(crc32(0, $0.baseAddress, uInt($0.count))) }
    }
}
