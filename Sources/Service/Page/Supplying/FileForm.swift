import HTTP

/// A form with one file, in `multipart/form-data`, as it lies on the disk: the file's bytes are looked for, not read.
struct FileForm: Sendable {
    let fields: FormFields
    /// Where the file's own bytes lie in the body; nil where none was chosen.
    let file: Range<Int>?

    /// Something that no browser sends.
    struct Flaw: Error, Hashable {}

    private static let mostParts = 50
    /// Bytes of the head of a part, and of all plain fields together.
    private static let mostHead = 4 << 10
    private static let mostText = 64 << 10

    init(_ body: BodyFile, contentType: String) throws {
        guard let boundary = Self.boundary(in: contentType) else { throw Flaw() }
        let mark = Array("\r\n--\(boundary)".utf8)
        var fields: [(name: String, value: String)] = []
        var file: Range<Int>?
        var hasFile = false
        var text = 0
        // The first boundary is the body's beginning: what others might write before it is not looked for.
        guard try Self.bytes(of: body, at: 0, atMost: mark.count - 2) == Array(mark[2...]) else { throw Flaw() }
        var position = mark.count - 2
        var parts = 0
        while true {
            let next = try Self.bytes(of: body, at: position, atMost: 2)
            if next == Array("--".utf8) { break }
            parts += 1
            guard next == Array("\r\n".utf8), parts <= Self.mostParts else { throw Flaw() }
            let head = try Self.bytes(of: body, at: position, atMost: Self.mostHead)
            guard let end = Self.first(Array("\r\n\r\n".utf8), in: head),
                let part = PartHead(String(decoding: head[2..<max(2, end)], as: UTF8.self))
            else { throw Flaw() }
            let start = position + end + 4
            guard let stop = try Self.find(mark, in: body, from: start) else { throw Flaw() }
            if part.isFile {
                // Two files could be read in two ways.
                guard !hasFile else { throw Flaw() }
                hasFile = true
                file = start < stop ? start..<stop : nil
            } else {
                text += stop - start
                guard text <= Self.mostText,
                    let value = String(validating: try body.bytes(at: start, count: stop - start), as: UTF8.self)
                else { throw Flaw() }
                fields.append((part.name, value))
            }
            position = stop + mark.count
        }
        self.fields = FormFields(fields)
        self.file = file
    }

    /// Of the characters that one may be made of; nil where there is none.
    private static func boundary(in type: String) -> String? {
        let words = type.split(separator: ";").map { $0.drop { $0 == " " } }
        let named = words.filter { $0.lowercased().hasPrefix("boundary=") }
        guard named.count == 1, var text = named.first?.dropFirst("boundary=".count) else { return nil }
        if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 2 { text = text.dropFirst().dropLast() }
        guard (1...70).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
                    || "'()+_,-./:=?".utf8.contains(byte)
            })
        else { return nil }
        return String(text)
    }

    private static func bytes(of body: BodyFile, at offset: Int, atMost count: Int) throws -> [UInt8] {
        try body.bytes(at: offset, count: min(count, max(0, body.count - offset)))
    }

    /// Where a mark begins, looked for a piece at a time.
    private static func find(_ mark: [UInt8], in body: BodyFile, from start: Int) throws -> Int? {
        var position = start
        while position + mark.count <= body.count {
            let piece = try bytes(of: body, at: position, atMost: 256 << 10)
            if let place = first(mark, in: piece) { return position + place }
            position += piece.count - mark.count + 1
        }
        return nil
    }

    private static func first(_ mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let lead = mark.first, bytes.count >= mark.count else { return nil }
        var rest = bytes[...(bytes.count - mark.count)]
        while let place = rest.firstIndex(of: lead) {
            if bytes[place..<place + mark.count].elementsEqual(mark) { return place }
            rest = rest[(place + 1)...]
        }
        return nil
    }
}
