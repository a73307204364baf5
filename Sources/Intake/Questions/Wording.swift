import Core

/// The plain words of an issue, sentence by sentence, as far as they may ask for something.
///
/// What stands in quotation marks is lettering in a picture rather than a wish, and is left out.
struct Wording {
    struct Word: Hashable {
        /// In lower case, without the punctuation around it.
        let text: String
        /// Whether a comma, a colon or a closing bracket follows.
        let isBeforePause: Bool

        init(_ text: String, isBeforePause: Bool = false) {
            self.text = text
            self.isBeforePause = isBeforePause
        }
    }

    let sentences: [[Word]]

    init(_ text: String) {
        sentences = HalfWidth.of(text)[...].lines.filter { !$0.isEmpty }.flatMap { Self.sentences(of: String($0)) }
    }

    private static func sentences(of line: String) -> [[Word]] {
        var sentences: [[Word]] = []
        var sentence: [Word] = []
        for part in parts(of: withoutQuotations(line)) {
            let (core, tail) = part.isPlainASCII ? plainParts(of: part) : parts(of: part)
            if !core.isEmpty {
                sentence.append(Word(core.lowercased(), isBeforePause: tail.contains { ",:)".contains($0) }))
            }
            if tail.contains(where: { ".!?;".contains($0) }), !sentence.isEmpty {
                sentences.append(sentence)
                sentence = []
            }
        }
        return sentence.isEmpty ? sentences : sentences + [sentence]
    }

    private static func parts(of line: String) -> [Substring] {
        guard line.isPlainASCII else { return line.split(whereSeparator: \.isWhitespace) }
        return line.utf8.split(whereSeparator: \.isBlank).map(Substring.init)
    }

    /// A word without the marks before it, and the marks behind it.
    private static func parts(of part: Substring) -> (core: String, tail: Substring) {
        let word = part.drop { "([{*_#-–—>•".contains($0) && !part.hasPrefix("--") }
        var core = word
        while let last = core.last, ".,:;!?)]}*_".contains(last) { core.removeLast() }
        return (String(core), word[core.endIndex...])
    }

    /// The same for a word of ASCII.
    private static func plainParts(of part: Substring) -> (core: String, tail: Substring) {
        var bytes = part.utf8[...]
        if !part.hasPrefix("--") {
            bytes = bytes.drop { byte in openingMarks.contains(byte) }
        }
        var end = bytes.endIndex
        while end > bytes.startIndex, closingMarks.contains(bytes[bytes.index(before: end)]) {
            end = bytes.index(before: end)
        }
        return (String(part[bytes.startIndex..<end]), part[end...])
    }

    private static let openingMarks = Array("([{*_#->".utf8)
    private static let closingMarks = Array(".,:;!?)]}*_".utf8)
    private static let closing: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "«": "»", "`": "`"]

    /// Without what stands between double quotation marks; one that is never closed quotes nothing.
    private static func withoutQuotations(_ line: String) -> String {
        // The marks' first bytes.
        guard line.has(UInt8(ascii: "\""), or: UInt8(ascii: "`")) || line.has(0xE2, or: 0xC2) else { return line }
        var plain = ""
        // A mark that is not closed is looked for once, so that a line of many takes no longer than its length.
        var unclosed: Set<Character> = []
        var rest = line[...]
        while let character = rest.popFirst() {
            guard let end = closing[character], !unclosed.contains(end) else {
                plain.append(character)
                continue
            }
            if let close = rest.firstIndex(of: end) {
                rest = rest[rest.index(after: close)...]
                plain += " … "
            } else {
                unclosed.insert(end)
                plain.append(character)
            }
        }
        return plain
    }
}
