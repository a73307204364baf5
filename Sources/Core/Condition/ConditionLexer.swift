/// Cuts a condition into its words.
struct ConditionLexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func tokens() throws(ConditionError) -> [ConditionToken] {
        var tokens: [ConditionToken] = []
        while true {
            while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
            let start = position
            let kind = try next()
            tokens.append(ConditionToken(kind: kind, offset: start))
            if kind == .end { return tokens }
        }
    }

    private mutating func next() throws(ConditionError) -> ConditionToken.Kind {
        guard position < bytes.count else { return .end }
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return try .text(quoted(by: byte))
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
        case _ where Self.opensWord(byte): return .word(word())
        default: return try symbol()
        }
    }

    /// There are no escapes: a text that holds one kind of quotation mark stands in the other kind.
    private mutating func quoted(by mark: UInt8) throws(ConditionError) -> String {
        let start = position
        guard let end = bytes[(start + 1)...].firstIndex(of: mark) else {
            throw ConditionError(offset: start, message: "The text that begins here has no closing quotation mark.")
        }
        position = end + 1
        return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    }

    private mutating func number() throws(ConditionError) -> ConditionToken.Kind {
        let start = position
        position += 1
        while position < bytes.count, Self.continuesWord(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let value = Int64(text) { return .number(.integer(value)) }
        // `Double` also reads hexadecimal, which this small language does not have.
        guard !text.lowercased().contains("x"), let value = Double(text), value.isFinite else {
            throw ConditionError(offset: start, message: "'\(text)' is not a number.")
        }
        return .number(.number(value))
    }

    private mutating func word() -> String {
        let start = position
        while position < bytes.count, Self.continuesWord(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func symbol() throws(ConditionError) -> ConditionToken.Kind {
        let rest = bytes[position...]
        for symbol in ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ","] where rest.starts(with: symbol.utf8) {
            position += symbol.utf8.count
            return .symbol(symbol)
        }
        let found = String(decoding: rest, as: UTF8.self).first.map(String.init) ?? ""
        let hint =
            switch found {
            case "=": " Equality is '=='."
            case "&": " Say 'and'."
            case "|": " Say 'or'."
            case "!": " Say 'not'."
            default: ""
            }
        throw ConditionError(offset: position, message: "'\(found)' means nothing here.\(hint)")
    }

    private static func opensWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Hyphens belong to a word, because tasks may be called `draw-cover`; the language knows no subtraction.
    private static func continuesWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: opensWord(byte)
        }
    }
}
