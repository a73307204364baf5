import Crypto

/// The index beside a pack, in version 2.
struct PackIndex {
    struct Row {
        let id: ObjectID
        /// Of the entry as it stands in the pack.
        let crc: UInt32
        let offset: UInt64
    }

    /// The index's bytes; `packHash` ends the pack.
    static func file(of rows: [Row], packHash: [UInt8]) -> [UInt8] {
        let rows = rows.sorted { $0.id < $1.id }
        var bytes: [UInt8] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]
        bytes.reserveCapacity(1072 + rows.count * 28)
        var counts = [UInt32](repeating: 0, count: 256)
        for row in rows { counts[row.id.firstByte] += 1 }
        var sum: UInt32 = 0
        for count in counts {
            sum += count
            append(sum, to: &bytes)
        }
        for row in rows { bytes += row.id.bytes }
        for row in rows { append(row.crc, to: &bytes) }
        var far: [UInt64] = []
        for row in rows {
            if row.offset < 1 << 31 {
                append(UInt32(row.offset), to: &bytes)
            } else {
                append(1 << 31 | UInt32(far.count), to: &bytes)
                far.append(row.offset)
            }
        }
        for offset in far {
            append(UInt32(offset >> 32), to: &bytes)
            append(UInt32(truncatingIfNeeded: offset), to: &bytes)
        }
        bytes += packHash
        return bytes + SHA1.digest(of: bytes)
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: number >> 24))
        bytes.append(UInt8(truncatingIfNeeded: number >> 16))
        bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        bytes.append(UInt8(truncatingIfNeeded: number))
    }
}
