import Core

/// A colour while it is being mixed: sRGB channels from 0 to 255.
struct Tint: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    init(red: Double, green: Double, blue: Double) {
        self.red = min(max(red, 0), 255)
        self.green = min(max(green, 0), 255)
        self.blue = min(max(blue, 0), 255)
    }

    init(_ rgb: UInt32) {
        self.init(red: Double(rgb >> 16 & 255), green: Double(rgb >> 8 & 255), blue: Double(rgb & 255))
    }

    init(_ colour: PaletteColour) {
        self.init(red: Double(colour.red), green: Double(colour.green), blue: Double(colour.blue))
    }

    static let white = Tint(0xffffff)
    static let black = Tint(0x000000)

    /// From this colour at 0 to the other at 1.
    func mixed(with other: Tint, _ share: Double) -> Tint {
        Tint(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share)
    }

    func lighter(_ share: Double) -> Tint { mixed(with: .white, share) }
    func darker(_ share: Double) -> Tint { mixed(with: .black, share) }

    /// Ten levels off either end, so that the grain of the paper is not cut off.
    var printable: Tint {
        Tint(red: min(max(red, 10), 245), green: min(max(green, 10), 245), blue: min(max(blue, 10), 245))
    }

    /// Perceived lightness from 0 to 1, by the luma weights of Rec 709.
    var luma: Double { (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 }

    /// How far apart two colours are, 0 to 1.
    func distance(to other: Tint) -> Double {
        let (dr, dg, db) = (red - other.red, green - other.green, blue - other.blue)
        return ((dr * dr + dg * dg + db * db) / (3 * 255 * 255)).squareRoot()
    }

    /// As SVG writes it, `#1b2a49`.
    var css: String {
        "#"
            + [red, green, blue].map { channel in
                let digits = String(Int(channel.rounded()), radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}
