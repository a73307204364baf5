import CScan

/// Reads through the JSON of a delivery once, and keeps the few fields that are asked for.
///
/// All of it is checked to be JSON in UTF-8, and nothing else of it is copied: a delivery has some 25 KB of which a hundred bytes
/// matter. Where a name comes twice in one object the last one counts; a name with an escape in it is none of ours.
@safe struct DeliveryScanner {
    /// GitHub's own go to 8.
    static let mostDepth = 64
    /// No text that is read may be longer, in bytes.
    private static let longestText = 1024
    /// How many repositories of one delivery are looked at; the rest is found by the next sweep.
    private static let mostRepositories = 500

    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    /// The block of 64 bytes that was looked at last, and what was seen there: one bit a byte, as `cscan_look` gives them.
    private var block = -1
    private var marks: UInt64 = 0
    private var high: UInt64 = 0
    private(set) var found = DeliveryFields()

    /// The fields of a whole text.
    static func fields(of body: [UInt8]) throws(DeliveryFlaw) -> DeliveryFields {
        let result: Result<DeliveryFields, DeliveryFlaw> = unsafe body.withUnsafeBytes { bytes in
            var scanner = unsafe DeliveryScanner(bytes)
            do throws(DeliveryFlaw) {
                try scanner.document()
                return .success(scanner.found)
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

    private mutating func document() throws(DeliveryFlaw) {
        try value(.whole, depth: 0)
        skipSpace()
        guard place == count else { throw flaw }
    }

    private var count: Int { unsafe bytes.count }
    private var flaw: DeliveryFlaw { .malformed(at: place) }

    /// 0, which no JSON has, at the end.
    private var next: UInt8 { place < count ? unsafe bytes[place] : 0 }

    @inline(__always) private mutating func skipSpace() {
        while place < count {
            switch unsafe bytes[place] {
            case 0x20, 0x0a, 0x0d, 0x09: place += 1
            default: return
            }
        }
    }

    private mutating func value(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard field != .other else { return try skip(depth: depth) }
        skipSpace()
        switch next {
        case UInt8(ascii: "\""):
            try keep(try text(), as: field)
        case UInt8(ascii: "{"): try object(field, depth: depth + 1)
        case UInt8(ascii: "["): try array(field, depth: depth + 1)
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try keepNumber(as: field)
        }
    }

    private mutating func object(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard depth <= Self.mostDepth else { throw .tooDeep }
        if field == .issuePullRequest { found.isPullRequest = true }
        place += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            place += 1
            return
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw flaw }
            let name = try text()
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw flaw }
            place += 1
            let member =
                field.hasMembers ? unsafe field.member(UnsafeRawBufferPointer(rebasing: bytes[name.range])) : .other
            try value(member, depth: depth)
            skipSpace()
            switch next {
            case UInt8(ascii: ","): place += 1
            case UInt8(ascii: "}"):
                place += 1
                return
            default: throw flaw
            }
        }
    }

    private mutating func array(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard depth <= Self.mostDepth else { throw .tooDeep }
        place += 1
        skipSpace()
        if next == UInt8(ascii: "]") {
            place += 1
            return
        }
        while true {
            try value(field.entry, depth: depth)
            skipSpace()
            switch next {
            case UInt8(ascii: ","): place += 1
            case UInt8(ascii: "]"):
                place += 1
                return
            default: throw flaw
            }
        }
    }

    /// Reads over a value of which nothing is kept, as nearly all of a delivery is.
    private mutating func skip(depth: Int) throws(DeliveryFlaw) {
        var level = depth
        /// One bit a level: set where it is an array's.
        var arrays: UInt64 = 0
        while true {
            skipSpace()
            var isOpened = false
            switch next {
            case UInt8(ascii: "\""): _ = try text()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard level < Self.mostDepth else { throw .tooDeep }
                let isArray = next == UInt8(ascii: "[")
                let bit: UInt64 = 1 << UInt64(level)
                if isArray { arrays |= bit } else { arrays &= ~bit }
                level += 1
                place += 1
                skipSpace()
                isOpened = next != (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}"))
                if isOpened, !isArray { try skipName() }
            case UInt8(ascii: "t"): try word("true")
            case UInt8(ascii: "f"): try word("false")
            case UInt8(ascii: "n"): try word("null")
            default: _ = try number()
            }
            if isOpened { continue }
            // A value has ended, or an empty object or array is about to.
            ending: while level > depth {
                skipSpace()
                let isArray = arrays & 1 << UInt64(level - 1) != 0
                switch next {
                case UInt8(ascii: ","):
                    place += 1
                    if !isArray {
                        skipSpace()
                        try skipName()
                    }
                    break ending
                case isArray ? UInt8(ascii: "]") : UInt8(ascii: "}"):
                    place += 1
                    level -= 1
                default: throw flaw
                }
            }
            if level == depth { return }
        }
    }

    private mutating func skipName() throws(DeliveryFlaw) {
        guard next == UInt8(ascii: "\"") else { throw flaw }
        _ = try text()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw flaw }
        place += 1
    }

    private mutating func word(_ word: StaticString) throws(DeliveryFlaw) {
        let length = word.utf8CodeUnitCount
        let known = unsafe UnsafeRawBufferPointer(start: word.utf8Start, count: length)
        guard place + length <= count,
            unsafe known.elementsEqual(UnsafeRawBufferPointer(rebasing: bytes[place..<place + length]))
        else { throw flaw }
        place += length
    }

    /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    ///
    /// True for one without a fraction and an exponent.
    private mutating func number() throws(DeliveryFlaw) -> Bool {
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
        var isWhole = true
        if next == UInt8(ascii: ".") {
            isWhole = false
            place += 1
            try digits()
        }
        if next | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        return isWhole
    }

    private mutating func keepNumber(as field: DeliveryField) throws(DeliveryFlaw) {
        let start = place
        guard try number() else { return }
        let text = unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<place]), as: UTF8.self)
        guard let value = Int(text) else { return }
        switch field {
        case .issueNumber: found.issue = value
        case .senderID: found.sender = value
        case .installationID: found.installation = value
        default: break
        }
    }

    private mutating func digits() throws(DeliveryFlaw) {
        let start = place
        while place < count, unsafe (0x30...0x39).contains(bytes[place]) { place += 1 }
        guard place > start else { throw flaw }
    }
}

// MARK: Texts

extension DeliveryScanner {
    /// Where a text stands, between its quotation marks.
    private struct Text {
        let range: Range<Int>
        let hasEscapes: Bool
    }

    /// Looks at the block of 64 bytes in which a byte stands; behind the end there are zeros, which are marked.
    private mutating func look(at byte: Int) {
        block = byte >> 6
        let start = block << 6
        if start + 64 <= count {
            unsafe cscan_look(UnsafeRawBufferPointer(rebasing: bytes[start..<start + 64]).baseAddress, &marks, &high)
        } else {
            var last = InlineArray<64, UInt8>(repeating: 0)
            for index in start..<max(start, count) { last[index - start] = unsafe bytes[index] }
            unsafe withUnsafeBytes(of: &last) { last in unsafe cscan_look(last.baseAddress, &marks, &high) }
        }
    }

    /// Goes to the next byte that ends a text, begins an escape or may not stand in one; whether it passed any that is not ASCII.
    @inline(__always) private mutating func skipPlain() -> Bool {
        if place >> 6 != block { look(at: place) }
        var hasForeign = false
        while true {
            let ahead = UInt64(place & 63)
            let marked = marks >> ahead
            let foreign = high >> ahead
            if marked != 0 {
                place += marked.trailingZeroBitCount
                return hasForeign || foreign & (marked & (~marked &+ 1) &- 1) != 0
            }
            hasForeign = hasForeign || foreign != 0
            place = (block + 1) << 6
            look(at: place)
        }
    }

    @inline(__always) private mutating func text() throws(DeliveryFlaw) -> Text {
        place += 1
        let start = place
        var hasEscapes = false
        var hasForeign = false
        while true {
            if skipPlain() { hasForeign = true }
            switch next {
            case UInt8(ascii: "\""):
                // Elsewhere than in texts nothing but ASCII is taken, and most texts have nothing else either.
                if hasForeign, !isUTF8(start..<place) { throw .wronglyEncoded }
                defer { place += 1 }
                return Text(range: start..<place, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try escape()
            default: throw flaw
            }
        }
    }

    private func isUTF8(_ range: Range<Int>) -> Bool {
        unsafe String(validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self) != nil
    }

    private mutating func escape() throws(DeliveryFlaw) {
        place += 1
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            place += 1
        case UInt8(ascii: "u"):
            place += 1
            for _ in 1...4 {
                switch next {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"):
                    place += 1
                default: throw flaw
                }
            }
        default: throw flaw
        }
    }

    /// How a comment of the bot's own begins; the first character may come escaped.
    private static let marks: [StaticString] = ["<!-- showrunner:", "\\u003c!-- showrunner:", "\\u003C!-- showrunner:"]

    private func isMarked(_ text: Text) -> Bool {
        Self.marks.contains { mark in
            let length = mark.utf8CodeUnitCount
            guard length <= text.range.count else { return false }
            let known = unsafe UnsafeRawBufferPointer(start: mark.utf8Start, count: length)
            return unsafe known.elementsEqual(bytes[text.range.lowerBound..<text.range.lowerBound + length])
        }
    }

    private mutating func keep(_ text: Text, as field: DeliveryField) throws(DeliveryFlaw) {
        if field == .commentBody {
            found.isMarked = isMarked(text)
            return
        }
        guard text.range.count <= Self.longestText else { throw .unusable(field: "\(field)") }
        let raw = unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[text.range]), as: UTF8.self)
        let value = text.hasEscapes ? JSONEscapes.resolve(raw) : raw
        switch field {
        case .action: found.action = value
        case .repositoryName: found.repository = value
        case .pullRequestBranch, .checkBranch: found.branch = value
        case .checkRunID: found.run = value
        case .senderLogin: found.senderLogin = value
        case .senderType: found.senderType = value
        case .labelName: found.label = value
        case .requestedIdentifier: found.request = value
        case .repositoriesName:
            if found.repositories.count < Self.mostRepositories { found.repositories.append(value) }
        default: break
        }
    }
}
