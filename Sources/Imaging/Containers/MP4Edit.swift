/// What changes in an MP4 file that gets another packet of XMP: a few bytes within, and some at its end.
struct MP4Edit {
    var overwritten: [(offset: Int, bytes: [UInt8])] = []
    var appended: [UInt8] = []

    func applied(to bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for (offset, bytes) in overwritten { result.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
        return result + appended
    }
}
