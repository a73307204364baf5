import Crypto

/// The signature that GitHub gives a delivery: `sha256=` and the code of the body, in hexadecimal digits.
struct WebhookSignature {
    private let code: [UInt8]

    /// Nil for a field of any other form.
    init?(_ field: ArraySlice<UInt8>) {
        let prefix = "sha256=".utf8
        guard field.starts(with: prefix), field.count == prefix.count + 64 else { return nil }
        var digits = field.dropFirst(prefix.count)[...]
        var code: [UInt8] = []
        code.reserveCapacity(32)
        while let first = digits.popFirst(), let second = digits.popFirst() {
            guard let high = Self.value(of: first), let low = Self.value(of: second) else { return nil }
            code.append(high << 4 | low)
        }
        self.code = code
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether who made it knows the secret; how long that takes does not tell how much of it is right.
    func covers(_ body: [UInt8], secret: AuthenticationKey) -> Bool { secret.isRight(code, for: body) }
}
