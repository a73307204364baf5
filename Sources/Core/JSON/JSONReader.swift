/// Reads one JSON text (RFC 8259) into a value.
///
/// It stands here, and not in a library, because a run that goes on reads hundreds of thousands of small payloads.
struct JSONReader {
    /// How deep arrays and objects may stand in each other.
    static let deepestNesting = 512

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Throws where the text is not one whole JSON value.
    mutating func wholeValue() throws(JSONReadingError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw JSONReadingError(offset: position) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONReadingError) -> JSONValue {
        guard depth <= Self.deepestNesting else { throw JSONReadingError(offset: position) }
        skipBlanks()
        guard position < bytes.count else { throw JSONReadingError(offset: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(JSONReadingError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        position += 1
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw JSONReadingError(offset: position)
            }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw JSONReadingError(offset: position) }
            members[key] = try value(depth: depth + 1)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw JSONReadingError(offset: position) }
        return members
    }

    private mutating func elements(depth: Int) throws(JSONReadingError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        if take(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw JSONReadingError(offset: position) }
        return elements
    }

    private mutating func string() throws(JSONReadingError) -> String {
        let start = position + 1
        position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw JSONReadingError(offset: position)
            default: position += 1
            }
        }
        throw JSONReadingError(offset: position)
    }

    /// The rest of a string whose first escape stands at `position`.
    private mutating func escapedString(from start: Int) throws(JSONReadingError) -> String {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw JSONReadingError(offset: position - 1)
            default: content.append(byte)
            }
        }
        throw JSONReadingError(offset: position)
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONReadingError) {
        guard position < bytes.count else { throw JSONReadingError(offset: position) }
        let mark = bytes[position]
        position += 1
        switch mark {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(mark)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0c)
        case UInt8(ascii: "n"): content.append(0x0a)
        case UInt8(ascii: "r"): content.append(0x0d)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content += Array(String(try scalar()).utf8)
        default: throw JSONReadingError(offset: position - 1)
        }
    }

    /// The character after `\u`; half a surrogate pair is none.
    private mutating func scalar() throws(JSONReadingError) -> Character {
        let start = position
        let first = try unit()
        var code = UInt32(first)
        if UTF16.isLeadSurrogate(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let second = try unit()
            guard UTF16.isTrailSurrogate(second) else { throw JSONReadingError(offset: start) }
            code = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONReadingError(offset: start) }
        return Character(scalar)
    }

    private mutating func unit() throws(JSONReadingError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw JSONReadingError(offset: position) }
        var unit: UInt16 = 0
        for byte in bytes[position..<(position + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONReadingError(offset: position)
            }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }

    /// A whole number that fits is an integer, `1.0` and `1e3` included.
    private mutating func number() throws(JSONReadingError) -> JSONValue {
        let start = position
        _ = skip(UInt8(ascii: "-"))
        let isZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0, digits == 1 || !isZero else { throw JSONReadingError(offset: start) }
        var isPlain = true
        if skip(UInt8(ascii: ".")) {
            isPlain = false
            guard skipDigits() > 0 else { throw JSONReadingError(offset: start) }
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            isPlain = false
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            guard skipDigits() > 0 else { throw JSONReadingError(offset: start) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isPlain, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw JSONReadingError(offset: start) }
        return Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
        return position - start
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONReadingError) -> JSONValue {
        let word = text.utf8
        guard bytes[position...].starts(with: word) else { throw JSONReadingError(offset: position) }
        position += word.count
        return value
    }

    /// Blanks, then the byte, if it is what comes next.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        return skip(byte)
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }
}
