/// What the escapes of a JSON text stand for.
enum JSONEscapes {
    /// A text whose escapes are sound; half a pair of surrogates becomes U+FFFD.
    static func resolve(_ text: String) -> String {
        var units: [UInt16] = []
        var rest = text.utf16.makeIterator()
        while let unit = rest.next() {
            guard unit == 0x5c, let kind = rest.next() else {
                units.append(unit)
                continue
            }
            switch UInt8(truncatingIfNeeded: kind) {
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0c)
            case UInt8(ascii: "n"): units.append(0x0a)
            case UInt8(ascii: "r"): units.append(0x0d)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"):
                var value: UInt16 = 0
                for _ in 1...4 {
                    let digit = rest.next().flatMap { Unicode.Scalar($0) }.flatMap { Character($0).hexDigitValue } ?? 0
                    value = value << 4 | UInt16(digit)
                }
                units.append(value)
            default: units.append(kind)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
