/// A colour that a brief asks for, in sRGB.
package struct PaletteColour: Hashable, Sendable, CustomStringConvertible {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8
    /// As the brief named it: `navy`, `#1b2a49`.
    package let name: String
    package var description: String { name }

    package init(red: UInt8, green: UInt8, blue: UInt8, name: String) {
        self.red = red
        self.green = green
        self.blue = blue
        self.name = name
    }

    /// Reads `#rgb`, `#rrggbb`, or a CSS colour name of the common ones; nil for anything else.
    package init?(_ text: String) {
        let word = text.lowercased().filter { $0 != " " }
        if word.hasPrefix("#") {
            let digits = Array(word.dropFirst())
            guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), digits.count == 3 || digits.count == 6,
                let value = UInt32(
                    String(digits.count == 3 ? digits.flatMap { [$0, $0] } : digits), radix: 16)
            else { return nil }
            self.init(rgb: value, name: word)
        } else if let value = Self.named[word] {
            self.init(rgb: value, name: word)
        } else {
            return nil
        }
    }

    private init(rgb: UInt32, name: String) {
        self.init(
            red: UInt8(rgb >> 16 & 255), green: UInt8(rgb >> 8 & 255), blue: UInt8(rgb & 255), name: name)
    }

    /// Names and values from CSS Color Module Level 4, section 6.1, and a few painter's words beside them.
    package static let named: [String: UInt32] = [
        "black": 0x000000, "white": 0xffffff, "grey": 0x808080, "gray": 0x808080, "silver": 0xc0c0c0,
        "red": 0xd0021b, "crimson": 0xdc143c, "scarlet": 0xff2400, "maroon": 0x800000, "brown": 0x8b4513,
        "orange": 0xff8c00, "amber": 0xffbf00, "gold": 0xd4af37, "golden": 0xd4af37, "yellow": 0xf8d210,
        "cream": 0xfff4d6, "beige": 0xe8dcc0, "ivory": 0xfffff0, "sand": 0xd8c08a, "tan": 0xd2b48c,
        "green": 0x2e8b57, "lime": 0x9acd32, "olive": 0x808000, "emerald": 0x2f9e6e, "forest": 0x228b22,
        "mint": 0x98e0c0, "teal": 0x008080, "turquoise": 0x40c0c0, "cyan": 0x00b7c7, "aqua": 0x5fc9d8,
        "blue": 0x1f6fd0, "navy": 0x1b2a49, "indigo": 0x3f2a8c, "azure": 0x4a9be0, "sky": 0x87ceeb,
        "skyblue": 0x87ceeb, "purple": 0x7a3f9d, "violet": 0x8f5bd0, "lavender": 0xb9a5e0, "magenta": 0xd0309a,
        "pink": 0xf4a6c0, "rose": 0xe0607e, "coral": 0xff7f50, "salmon": 0xfa8072, "peach": 0xffcba4,
        "charcoal": 0x36454f, "slate": 0x708090, "copper": 0xb87333, "bronze": 0xa97142, "rust": 0xb7410e,
        "burgundy": 0x800020, "khaki": 0xc3b091, "plum": 0x8e4585, "ochre": 0xcc7722,
    ]
}
