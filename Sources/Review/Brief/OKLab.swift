import Glibc

/// A colour in Björn Ottosson's OKLab (2020), where equal distances look about equally far apart.
struct OKLab: Hashable, Sendable {
    let lightness: Float
    let a: Float
    let b: Float

    init(red: UInt8, green: UInt8, blue: UInt8) {
        let (red, green, blue) = (Self.light[Int(red)], Self.light[Int(green)], Self.light[Int(blue)])
        let long = cbrtf(0.412_221_47 * red + 0.536_332_54 * green + 0.051_445_993 * blue)
        let medium = cbrtf(0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue)
        let short = cbrtf(0.088_302_46 * red + 0.281_718_84 * green + 0.629_978_7 * blue)
        lightness = 0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short
        a = 1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short
        b = 0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short
    }

    func squaredDistance(to other: OKLab) -> Float {
        let (first, second, third) = (lightness - other.lightness, a - other.a, b - other.b)
        return first * first + second * second + third * third
    }

    /// Linear light of each sRGB byte.
    private static let light: [Float] = (0...255).map { level in
        let value = Float(level) / 255
        return value <= 0.040_45 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
    }
}
