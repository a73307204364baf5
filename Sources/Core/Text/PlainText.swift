/// Takes out of foreign text what would act instead of being read.
package enum PlainText {
    /// Without control characters, what turns the direction of writing round, and what is invisible; at most `limit` scalars.
    ///
    /// An escape sequence loses its beginning and stays as readable text. Line ends become `\n` where `keepsLines`, else a blank.
    package static func clean(_ text: String, keepsLines: Bool = false, limit: Int = .max) -> String {
        if isClean(text), text.utf8.count <= limit { return text }
        var kept = String.UnicodeScalarView()
        var count = 0
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            guard let clean = replacement(of: scalar, after: previous, keepsLines: keepsLines) else { continue }
            if clean == " ", !keepsLines, kept.last == " " || kept.isEmpty { continue }
            count += 1
            if count > limit {
                kept.removeLast()
                kept.append("…")
                break
            }
            kept.append(clean)
        }
        while let last = kept.last, last == " " || last == "\n" { kept.removeLast() }
        return String(kept)
    }

    /// Whether it is printable ASCII whose blanks stand one by one between words.
    private static func isClean(_ text: String) -> Bool {
        var isAfterBlank = true
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || !isAfterBlank else { return false }
            isAfterBlank = byte == 0x20
        }
        return text.isEmpty || !isAfterBlank
    }

    /// In one line, for a message or a terminal.
    package static func line(_ text: String, limit: Int = 200) -> String { clean(text, limit: limit) }

    private static func replacement(
        of scalar: Unicode.Scalar, after previous: Unicode.Scalar?, keepsLines: Bool
    ) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0a: return previous == "\r" ? nil : (keepsLines ? "\n" : " ")
        case 0x0d, 0x0b, 0x0c, 0x85, 0x2028, 0x2029: return keepsLines ? "\n" : " "
        case 0x09: return " "
        case 0x200c, 0x200d: return scalar  // They join letters and emoji, and turn nothing round.
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return nil
        default: return scalar
        }
    }
}
