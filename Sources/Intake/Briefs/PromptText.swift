import Core

/// Takes out of a prompt what nobody sees and nobody should obey; what a model may heed, tabs and joiners included, stays.
enum PromptText {
    /// Without control characters (line ends and tabs stay), byte-order marks, tag characters, and blanks around it.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text.trimmed }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isHidden($0) })).trimmed
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x09: false
        case 0x0D, 0xFEFF, 0xE0000...0xE007F: true
        case 0x202A...0x202E, 0x2066...0x2069: true  // They turn the direction of writing round.
        case 0..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}
