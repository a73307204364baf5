/// A pattern of `.gitattributes`, as `wildmatch` of Git reads it.
///
/// Matching takes time in proportion to the pattern and the path, whatever the pattern is.
struct PathPattern: Hashable, Sendable {
    private let tokens: [Token]
    /// Whether it is held against a path's last part alone.
    private let isOfName: Bool

    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case anyByte
        case oneOf(ranges: [ClosedRange<UInt8>], isNegated: Bool)
        /// Any bytes but slashes.
        case star
        /// Any folders, none too.
        case folders
        /// Everything inside.
        case rest
    }

    /// Nil for a pattern that matches no file.
    init?(_ text: [UInt8]) {
        var bytes = text[...]
        guard let first = bytes.first, first != UInt8(ascii: "!"), bytes.last != UInt8(ascii: "/") else { return nil }
        isOfName = !bytes.contains(UInt8(ascii: "/"))
        if first == UInt8(ascii: "/") { bytes.removeFirst() }
        guard let tokens = Self.tokens(of: Array(bytes)) else { return nil }
        self.tokens = tokens
    }

    /// Whether a path, relative to the folder of the pattern's file, is meant.
    func matches(_ path: String) -> Bool {
        let name = isOfName ? path.split(separator: "/").last.map(String.init) ?? path : path
        let text = Array(name.utf8)
        // How far into the text the tokens so far may reach.
        var reached = [Bool](repeating: false, count: text.count + 1)
        reached[0] = true
        for token in tokens {
            reached = Self.step(token, reached, text)
            if !reached.contains(true) { return false }
        }
        return reached[text.count]
    }

    private static func step(_ token: Token, _ reached: [Bool], _ text: [UInt8]) -> [Bool] {
        let slash = UInt8(ascii: "/")
        var next = [Bool](repeating: false, count: reached.count)
        var isBegun = false
        for place in reached.indices {
            let isBehind = place > 0
            switch token {
            case .byte(let byte): next[place] = isBehind && reached[place - 1] && text[place - 1] == byte
            case .anyByte: next[place] = isBehind && reached[place - 1] && text[place - 1] != slash
            case .oneOf(let ranges, let isNegated):
                guard isBehind, reached[place - 1], text[place - 1] != slash else { continue }
                next[place] = ranges.contains { $0.contains(text[place - 1]) } != isNegated
            case .star: next[place] = reached[place] || isBehind && next[place - 1] && text[place - 1] != slash
            case .folders:
                next[place] = reached[place] || isBegun && text[place - 1] == slash
                isBegun = isBegun || reached[place]
            case .rest:
                next[place] = isBegun
                isBegun = isBegun || reached[place]
            }
        }
        return next
    }

    private static func tokens(of bytes: [UInt8]) -> [Token]? {
        let (star, slash) = (UInt8(ascii: "*"), UInt8(ascii: "/"))
        var tokens: [Token] = []
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == star {
                var end = place
                while end < bytes.count, bytes[end] == star { end += 1 }
                let isAtStart = place == 0 || bytes[place - 1] == slash
                if end - place == 2, isAtStart, end < bytes.count, bytes[end] == slash {
                    tokens.append(.folders)
                    end += 1
                } else if end - place == 2, isAtStart, end == bytes.count {
                    tokens.append(.rest)
                } else {
                    tokens.append(.star)
                }
                place = end
                continue
            }
            place += 1
            switch byte {
            case UInt8(ascii: "?"): tokens.append(.anyByte)
            case UInt8(ascii: "["):
                guard let (token, end) = oneOf(bytes, from: place) else { return nil }
                tokens.append(token)
                place = end
            case UInt8(ascii: "\\"):
                guard place < bytes.count else { return nil }
                tokens.append(.byte(bytes[place]))
                place += 1
            default: tokens.append(.byte(byte))
            }
        }
        return tokens
    }

    /// A set from behind its opening bracket, with the place behind its closing one; nil where it is never closed.
    private static func oneOf(_ bytes: [UInt8], from start: Int) -> (Token, end: Int)? {
        var place = start
        let isNegated = place < bytes.count && [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(bytes[place])
        if isNegated { place += 1 }
        let first = place
        var ranges: [ClosedRange<UInt8>] = []
        while place < bytes.count {
            var low = bytes[place]
            if low == UInt8(ascii: "]"), place > first {
                return (.oneOf(ranges: ranges, isNegated: isNegated), place + 1)
            }
            if low == UInt8(ascii: "\\"), place + 1 < bytes.count {
                place += 1
                low = bytes[place]
            }
            place += 1
            if place + 1 < bytes.count, bytes[place] == UInt8(ascii: "-"), bytes[place + 1] != UInt8(ascii: "]") {
                let high = bytes[place + 1]
                if low <= high { ranges.append(low...high) }
                place += 2
            } else {
                ranges.append(low...low)
            }
        }
        return nil
    }
}
