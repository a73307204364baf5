import Crypto

/// The signature that GitHub gives a delivery: `sha256=` and the code of the body, in hexadecimal digits.
struct WebhookSignature {
    private let code: [UInt8]

    /// Nil for a field of any other form.
    init?(_ field: String) {
        let prefix = "sha256="
        guard field.hasPrefix(prefix), field.utf8.count == prefix.utf8.count + 64 else { return nil }
        var code: [UInt8] = []
        code.reserveCapacity(32)
        var high: UInt8?
        for digit in field.utf8.dropFirst(prefix.utf8.count) {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                code.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.code = code
    }

    /// Whether who made it knows the secret; how long that takes does not tell how much of it is right.
    func covers(_ body: [UInt8], secret: [UInt8]) -> Bool { HMACSHA256.isRight(code, for: body, key: secret) }
}
