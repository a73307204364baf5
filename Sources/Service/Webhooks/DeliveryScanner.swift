import CScan

/// Reads through the JSON of a delivery once, and keeps the few fields that are asked for.
///
/// All of it is checked to be JSON in UTF-8, and nothing else of it is copied: a delivery has some 25 KB of which a hundred bytes
/// matter. `CScan` cuts it into tokens, 64 bytes at a time, and reads over what is not asked for. Where a name comes twice in one
/// object the last one counts; a name with an escape in it is none of ours.
@safe struct DeliveryScanner: ~Copyable {
    /// GitHub's own go to 8.
    static let mostDepth = 64
    /// No text that is read may be longer, in bytes.
    private static let longestText = 1024
    /// How many repositories of one delivery are looked at; the rest is found by the next sweep.
    private static let mostRepositories = 500

    /// Which of the processor's instructions are made use of; the outcome is the same.
    enum Width: CaseIterable {
        case plain, wide, widest

        fileprivate var inC: cscan_width {
            switch self {
            case .plain: cscan_plain
            case .wide: cscan_wide
            case .widest: cscan_widest
            }
        }
    }

    private let bytes: UnsafeRawBufferPointer
    private var progress: cscan_progress
    private(set) var found = DeliveryFields()

    /// The fields of a whole text; `width`: the most that is made use of, where the processor has it.
    static func fields(of body: [UInt8], width: Width = .widest) throws(DeliveryFlaw) -> DeliveryFields {
        let result: Result<DeliveryFields, DeliveryFlaw> = unsafe body.withUnsafeBytes { bytes in
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Int(CSCAN_ROOM)) { tokens in
                var scanner = unsafe DeliveryScanner(bytes, tokens, width)
                do throws(DeliveryFlaw) {
                    try scanner.document()
                    return .success(scanner.found)
                } catch { return .failure(error) }
            }
        }
        return try result.get()
    }

    private init(_ bytes: UnsafeRawBufferPointer, _ tokens: UnsafeMutableBufferPointer<UInt32>, _ width: Width) {
        unsafe self.bytes = bytes
        unsafe progress = cscan_progress()
        unsafe progress.bytes = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe progress.count = bytes.count
        unsafe progress.tokens = tokens.baseAddress
        unsafe progress.most = width.inC
    }

    private mutating func document() throws(DeliveryFlaw) {
        try findTokens()
        try value(.whole, depth: 0)
        guard place == count else { throw flaw }
        // Elsewhere than in texts nothing but ASCII is taken, and most texts have nothing else either.
        let (first, last) = unsafe (progress.first_high, progress.last_high)
        guard first > 0 else { return }
        let foreign = unsafe UnsafeRawBufferPointer(rebasing: bytes[first - 1..<last])
        if unsafe String(validating: foreign, as: UTF8.self) == nil { throw .wronglyEncoded }
    }

    private var count: Int { unsafe bytes.count }
    private var flaw: DeliveryFlaw { .malformed(at: unsafe progress.flaw > 0 ? progress.flaw - 1 : place) }

    /// Where the next token begins; the end is one, too.
    private var place: Int { unsafe Int(progress.tokens[progress.next]) }
    /// The first byte of the next token; 0, which no JSON has, at the end.
    private var next: UInt8 { place < count ? unsafe bytes[place] : 0 }

    private mutating func advance() throws(DeliveryFlaw) {
        unsafe progress.next += 1
        if unsafe progress.next == progress.many { try findTokens() }
    }

    private mutating func findTokens() throws(DeliveryFlaw) {
        guard unsafe cscan_more(&progress) else { throw flaw }
    }

    private mutating func value(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard field != .other else { return try skip(depth: depth) }
        switch next {
        case UInt8(ascii: "{"): try object(field, depth: depth + 1)
        case UInt8(ascii: "["): try array(field, depth: depth + 1)
        default:
            let start = place
            try skip(depth: depth)
            try keep(from: start, as: field)
        }
    }

    private mutating func object(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard depth <= Self.mostDepth else { throw .tooDeep }
        if field == .issuePullRequest { found.isPullRequest = true }
        try advance()
        if next == UInt8(ascii: "}") { return try advance() }
        while true {
            guard next == UInt8(ascii: "\"") else { throw flaw }
            let member = unsafe field.member(UnsafeRawBufferPointer(rebasing: bytes[(place + 1)...]))
            try advance()
            guard next == UInt8(ascii: ":") else { throw flaw }
            try advance()
            try value(member, depth: depth)
            switch next {
            case UInt8(ascii: ","): try advance()
            case UInt8(ascii: "}"): return try advance()
            default: throw flaw
            }
        }
    }

    private mutating func array(_ field: DeliveryField, depth: Int) throws(DeliveryFlaw) {
        guard depth <= Self.mostDepth else { throw .tooDeep }
        try advance()
        if next == UInt8(ascii: "]") { return try advance() }
        while true {
            try value(field.entry, depth: depth)
            switch next {
            case UInt8(ascii: ","): try advance()
            case UInt8(ascii: "]"): return try advance()
            default: throw flaw
            }
        }
    }

    /// Reads over a value of which nothing is kept, as nearly all of a delivery is.
    private mutating func skip(depth: Int) throws(DeliveryFlaw) {
        switch unsafe cscan_skip(&progress, UInt32(depth), UInt32(Self.mostDepth)) {
        case cscan_whole: return
        case cscan_deep: throw .tooDeep
        default: throw flaw
        }
    }
}

// MARK: What is kept

extension DeliveryScanner {
    /// Keeps a text or a number that was read over; a word is nothing that is asked for.
    private mutating func keep(from start: Int, as field: DeliveryField) throws(DeliveryFlaw) {
        switch unsafe bytes[start] {
        case UInt8(ascii: "\"") where field == .commentBody: found.isMarked = isMarked(at: start + 1)
        case UInt8(ascii: "\""): keep(try text(at: start + 1, of: field), as: field)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): keepNumber(at: start, as: field)
        default: return
        }
    }

    /// A text that is known to end.
    private func text(at start: Int, of field: DeliveryField) throws(DeliveryFlaw) -> String {
        var end = start
        var hasEscapes = false
        while unsafe bytes[end] != UInt8(ascii: "\"") {
            let isEscape = unsafe bytes[end] == UInt8(ascii: "\\")
            hasEscapes = hasEscapes || isEscape
            end += isEscape ? 2 : 1
            guard end - start <= Self.longestText else { throw .unusable(field: "\(field)") }
        }
        let raw = unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        return hasEscapes ? JSONEscapes.resolve(raw) : raw
    }

    private mutating func keep(_ text: String, as field: DeliveryField) {
        switch field {
        case .action: found.action = text
        case .repositoryName: found.repository = text
        case .pullRequestBranch, .checkBranch: found.branch = text
        case .checkRunID: found.run = text
        case .senderLogin: found.senderLogin = text
        case .senderType: found.senderType = text
        case .labelName: found.label = text
        case .requestedIdentifier: found.request = text
        case .repositoriesName:
            if found.repositories.count < Self.mostRepositories { found.repositories.append(text) }
        default: break
        }
    }

    /// Keeps a whole number; one with a fraction or an exponent is none.
    private mutating func keepNumber(at start: Int, as field: DeliveryField) {
        var end = start + 1
        while end < count, unsafe (0x30...0x39).contains(bytes[end]) { end += 1 }
        if end < count, unsafe [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[end]) {
            return
        }
        let text = unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        guard let value = Int(text) else { return }
        switch field {
        case .issueNumber: found.issue = value
        case .senderID: found.sender = value
        case .installationID: found.installation = value
        default: break
        }
    }

    /// How a comment of the bot's own begins; the first character may come escaped.
    private static let marks: [StaticString] = ["<!-- showrunner:", "\\u003c!-- showrunner:", "\\u003C!-- showrunner:"]

    private func isMarked(at start: Int) -> Bool {
        let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
        return Self.marks.contains { unsafe text.begins(with: $0) }
    }
}
