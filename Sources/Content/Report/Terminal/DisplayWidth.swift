/// How many columns of a terminal a text takes.
package enum DisplayWidth {
    package static func of(_ text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

    /// The text in at most `width` columns, with an ellipsis where it was cut; padded with blanks to exactly that where asked.
    package static func fit(_ text: String, to width: Int, padded: Bool = false, fromRight: Bool = false) -> String {
        var fitted = text
        if of(text) > width {
            fitted = ""
            var used = 0
            for character in text {
                let next = self.width(of: character)
                guard used + next <= width - 1 else { break }
                fitted.append(character)
                used += next
            }
            if width > 0 { fitted += "…" }
        }
        guard padded else { return fitted }
        let blanks = String(repeating: " ", count: max(0, width - of(fitted)))
        return fromRight ? blanks + fitted : fitted + blanks
    }

    private static func width(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.isASCII { return first.value < 0x20 || first.value == 0x7f ? 0 : 1 }
        if character.unicodeScalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xfe0f }) {
            return 2
        }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return isWide(first.value) ? 2 : 1
        }
    }

    /// The blocks of Unicode's East Asian Width W and F; source: UAX #11, https://www.unicode.org/reports/tr11/.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
            0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
            0x16fe0...0x18cff, 0x1b000...0x1b2ff, 0x1f200...0x1f2ff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
