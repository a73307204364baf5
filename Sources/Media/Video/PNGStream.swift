/// Takes PNG files apart that stand one behind the other.
enum PNGStream {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// The files; a last one that was cut off is left out.
    static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        var files: [[UInt8]] = []
        var start = 0
        while start + 8 <= bytes.count, bytes[start..<start + 8].elementsEqual(signature) {
            var next = start + 8
            var isWhole = false
            while !isWhole, next + 12 <= bytes.count {
                let length = bytes[next..<next + 4].reduce(0) { $0 << 8 | Int($1) }
                isWhole = bytes[next + 4..<next + 8].elementsEqual("IEND".utf8)
                next += 12 + length
            }
            guard isWhole, next <= bytes.count else { break }
            files.append(Array(bytes[start..<next]))
            start = next
        }
        return files
    }
}
