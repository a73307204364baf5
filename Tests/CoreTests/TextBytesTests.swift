import Core
import Testing

/// What is told by bytes is what would be told by characters.
@Suite struct TextBytesTests {
    /// Blanks, line ends, letters, and what joins the character before or behind it.
    private static let signs = [
        " ", "\t", "\n", "\r", "\r\n", "\u{B}", "\u{85}", "\u{2028}", "\u{A0}", "\u{3000}", "a", "<", "`", "é",
        "\u{301}",
        "\u{600}", "\u{200D}", "🙂", "\u{FFFD}", "\u{FEFF}",
    ]

    /// Every text of up to four of the signs, and of some more.
    private static func texts() -> [String] {
        var all = [""]
        var last = [""]
        for _ in 0..<3 {
            last = last.flatMap { text in signs.map { text + $0 } }
            all += last
        }
        return all + ["  a  b  ", "\u{301} a \u{301}", " \u{301}a \u{301} ", "a\r\nb\rc\u{2029}d\n\n"]
    }

    @Test func blanksAndLinesAreWhatTheyAreAmongCharacters() {
        for text in Self.texts() {
            var plain = text.drop(while: \.isWhitespace)
            while plain.last?.isWhitespace == true { plain.removeLast() }
            #expect(text.trimmed.unicodeScalars.elementsEqual(plain.unicodeScalars), "\(text.debugDescription)")
            #expect(text.isBlank == text.allSatisfy(\.isWhitespace), "\(text.debugDescription)")
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            #expect(
                text[...].lines.map { Array($0.utf8) } == lines.map { Array($0.utf8) }, "\(text.debugDescription)")
            #expect(text.isPlainASCII == text.allSatisfy { $0.isASCII && $0.utf8.count == 1 && $0 != "\r" })
        }
    }

    @Test func aSignIsFoundWhereItStandsFirst() {
        let text = "a--<!-- b --> c -->"
        #expect(text[...].place(of: "-->").map { text[..<$0.lowerBound] } == "a--<!-- b ")
        #expect(text[...].place(of: "<!--").map { text[$0.upperBound...] } == " b --> c -->")
        #expect(text[...].place(of: "--->") == nil)
        #expect(text[...].place(of: "a").map { text[$0] } == "a")
        #expect(text[...].place(of: "") == nil)
        #expect(""[...].place(of: "a") == nil)
        #expect("-->\u{301}"[...].place(of: "-->") != nil, "a mark on it hides nothing")
    }

    @Test func bytesAreCountedAndSkipped() {
        let text = "  ```x"
        #expect(text[...].run(of: UInt8(ascii: " ")) == 2)
        let rest = text[...].dropping(bytes: 2)
        #expect(rest == "```x" && rest.run(of: UInt8(ascii: "`")) == 3)
        #expect(rest.dropping(bytes: 4).isEmpty && rest.dropping(bytes: 4).run(of: 0x20) == 0)
        #expect(text.has(UInt8(ascii: "x")) && text.has(0, or: UInt8(ascii: "`")) && !text.has(0, or: 1))
    }
}
