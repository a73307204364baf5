/// Reading numbers and words out of foreign bytes; past the end there is nil, never a trap.
extension [UInt8] {
    func bigEndian16(at offset: Int) -> Int? {
        guard offset >= 0, offset + 2 <= count else { return nil }
        return Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    func bigEndian32(at offset: Int) -> Int? {
        guard offset >= 0, offset + 4 <= count else { return nil }
        return self[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }

    func littleEndian24(at offset: Int) -> Int? {
        guard offset >= 0, offset + 3 <= count else { return nil }
        return self[offset..<(offset + 3)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func littleEndian32(at offset: Int) -> Int? {
        guard offset >= 0, offset + 4 <= count else { return nil }
        return self[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether these ASCII characters stand there.
    func has(_ word: String, at offset: Int) -> Bool {
        offset >= 0 && offset + word.utf8.count <= count
            && self[offset..<(offset + word.utf8.count)].elementsEqual(word.utf8)
    }

    /// The four bytes there as characters.
    func word(at offset: Int) -> String? {
        guard offset >= 0, offset + 4 <= count else { return nil }
        return String(decoding: self[offset..<(offset + 4)], as: UTF8.self)
    }

    mutating func append(bigEndian32 value: Int) {
        for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func append(littleEndian value: Int, bytes: Int) {
        for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
