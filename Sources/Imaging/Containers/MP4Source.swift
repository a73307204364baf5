import Glibc

/// The bytes of an MP4 file, in memory or on the disk; of a long one only a few are ever read.
struct MP4Source {
    let length: Int
    /// The bytes at an offset, as many as are asked for or as there are.
    let read: (_ offset: Int, _ count: Int) -> [UInt8]

    init(_ bytes: [UInt8]) {
        length = bytes.count
        read = { offset, count in Array(bytes[offset..<min(bytes.count, offset + count)]) }
    }

    /// Of an open file, which stays the caller's; what can't be read counts as missing.
    init(descriptor: Int32) {
        length = max(0, Int(lseek(descriptor, 0, Int32(SEEK_END))))
        read = { offset, count in
            var piece = [UInt8](repeating: 0, count: count)
            let got = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
            }
            return Array(piece.prefix(max(0, got)))
        }
    }
}
