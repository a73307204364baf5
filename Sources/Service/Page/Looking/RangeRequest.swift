import HTTP

/// Which part of a file a request asks for.
enum RangeRequest: Hashable, Sendable {
    case whole
    /// Bytes, counted from 0.
    case part(Range<Int>)
    /// One that begins behind the end.
    case outside

    /// `tag`: what the file is told by in `ETag`, which `If-Range` must name for a part to be given.
    ///
    /// What can't be read is as if it was not there, and so are several ranges: whoever asks for them can use the whole.
    init(_ head: RequestHead, size: Int, tag: String) {
        let fields = head.headers.all("range")
        let conditions = head.headers.all("if-range")
        guard head.method == "GET", fields.count == 1, conditions.isEmpty || conditions == [tag],
            let mark = fields[0].firstIndex(of: "="), fields[0][..<mark].lowercased() == "bytes"
        else {
            self = .whole
            return
        }
        let text = fields[0][fields[0].index(after: mark)...].split(whereSeparator: { $0 == " " || $0 == "\t" })
            .joined()
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
            self = .whole
            return
        }
        switch (first, last) {
        case (.none, .none): self = .whole
        case (.none, .some(let count)): self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .outside
        case (.some(let first), .some(let last)) where last < first: self = .whole
        case (.some(let first), let last):
            self = first < size ? .part(first..<min(size, (last ?? size - 1) + 1)) : .outside
        }
    }

    /// A number of at most 15 digits, or nothing; nil for anything else.
    private static func number(_ text: Substring) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.count <= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return .some(Int(text))
    }
}
