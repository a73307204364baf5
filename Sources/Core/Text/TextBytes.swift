/// What can be told of a text by its bytes, many times as fast as by its characters.
///
/// Everything here answers as its like among characters would: where an answer hangs on how characters join, those are asked.
extension Substring {
    /// Without the blanks and line ends around it.
    package var trimmed: String {
        let bytes = utf8Span.span
        var start = 0
        var end = bytes.count
        while start < end, bytes[start].isBlank {
            // A mark may stand on the blank, and belongs to it then.
            if start + 1 < end, bytes[start + 1] >= 0x80 { return trimmedByCharacters }
            start += 1
        }
        guard start < end else { return "" }
        while bytes[end - 1].isBlank {
            if bytes[end - 2] >= 0x80 { return trimmedByCharacters }
            end -= 1
        }
        if bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 { return trimmedByCharacters }
        return String(slice(start, end))
    }

    private var trimmedByCharacters: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Whether it holds nothing but blanks and line ends.
    package var isBlank: Bool {
        let bytes = utf8Span.span
        for place in bytes.indices where !bytes[place].isBlank {
            return bytes[place] < 0x80 ? false : allSatisfy(\.isWhitespace)
        }
        return true
    }

    /// Whether each character is one byte: no letter beyond ASCII, and no carriage return, which may join a line feed.
    package var isPlainASCII: Bool {
        let bytes = utf8Span.span
        for place in bytes.indices where bytes[place] >= 0x80 || bytes[place] == UInt8(ascii: "\r") { return false }
        return true
    }

    /// Whether one of the bytes stands in it.
    package func has(_ wanted: UInt8, or other: UInt8? = nil) -> Bool {
        let bytes = utf8Span.span
        for place in bytes.indices where bytes[place] == wanted || bytes[place] == other { return true }
        return false
    }

    /// How many bytes of one kind it begins with.
    package func run(of byte: UInt8) -> Int {
        let bytes = utf8Span.span
        var count = 0
        while count < bytes.count, bytes[count] == byte { count += 1 }
        return count
    }

    /// Where `sign` stands first, compared byte by byte.
    package func place(of sign: String) -> Range<Index>? {
        let bytes = utf8Span.span
        let sought = sign.utf8Span.span
        guard !sought.isEmpty, bytes.count >= sought.count else { return nil }
        for start in 0...(bytes.count - sought.count) where bytes[start] == sought[0] {
            var length = 1
            while length < sought.count, bytes[start + length] == sought[length] { length += 1 }
            if length == sought.count {
                let part = slice(start, start + length)
                return part.startIndex..<part.endIndex
            }
        }
        return nil
    }

    /// Without its first bytes.
    package func dropping(bytes count: Int) -> Substring { slice(count, utf8.count) }

    /// The lines, told apart by every line end that Unicode knows; as many as there are line ends, and one.
    package var lines: [Substring] {
        let bytes = utf8Span.span
        var lines: [Substring] = []
        var (start, place) = (0, 0)
        while place < bytes.count {
            let length = Self.lineEnd(in: bytes, at: place)
            if length > 0 {
                lines.append(slice(start, place))
                start = place + length
            }
            place += Swift.max(1, length)
        }
        lines.append(slice(start, bytes.count))
        return lines
    }

    /// The bytes of the line end at a place; 0 where there is none.
    private static func lineEnd(in bytes: Span<UInt8>, at place: Int) -> Int {
        func has(_ distance: Int, _ byte: UInt8) -> Bool {
            place + distance < bytes.count && bytes[place + distance] == byte
        }
        switch bytes[place] {
        case 0x0D: return has(1, 0x0A) ? 2 : 1
        case 0x0A...0x0C: return 1
        case 0xC2: return has(1, 0x85) ? 2 : 0
        case 0xE2: return has(1, 0x80) && (has(2, 0xA8) || has(2, 0xA9)) ? 3 : 0
        default: return 0
        }
    }

    private func slice(_ start: Int, _ end: Int) -> Substring {
        self[utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: end)]
    }
}

extension String {
    /// Without the blanks and line ends around it.
    package var trimmed: String { self[...].trimmed }

    /// Whether it holds nothing but blanks and line ends.
    package var isBlank: Bool { self[...].isBlank }

    /// Whether each character is one byte.
    package var isPlainASCII: Bool { self[...].isPlainASCII }

    /// Whether one of the bytes stands in it.
    package func has(_ wanted: UInt8, or other: UInt8? = nil) -> Bool { self[...].has(wanted, or: other) }
}

extension UInt8 {
    /// A blank or a line end of ASCII.
    package var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
