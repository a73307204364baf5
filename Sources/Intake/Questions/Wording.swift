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
        sentences = HalfWidth.of(text).split(whereSeparator: \.isNewline).flatMap { Self.sentences(of: String($0)) }
    }

    private static func sentences(of line: String) -> [[Word]] {
        var sentences: [[Word]] = []
        var sentence: [Word] = []
        for part in withoutQuotations(line).split(whereSeparator: \.isWhitespace) {
            let word = part.drop { "([{*_#-–—>•".contains($0) && !part.hasPrefix("--") }
            let core = String(word.reversed().drop { ".,:;!?)]}*_".contains($0) }.reversed())
            let tail = word.dropFirst(core.count)
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

    /// Without what stands between double quotation marks; one that is never closed quotes nothing.
    private static func withoutQuotations(_ line: String) -> String {
        let closing: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "«": "»", "`": "`"]
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
