import Core

/// Turns the full-width letters, digits and signs of East Asian keyboards into their plain forms.
enum HalfWidth {
    static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isWide) else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000, 0xA0, 0x202F, 0x2009: plain.append(" ")
            case 0x2212: plain.append("-")
            case 0xFE0F, 0x200B: continue  // Invisible: the emoji form, the zero-width space.
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0xA0: false
        case 0xFF01...0xFF5E, 0x3000, 0xA0, 0x202F, 0x2009, 0x2212, 0xFE0F, 0x200B: true
        default: false
        }
    }
}
