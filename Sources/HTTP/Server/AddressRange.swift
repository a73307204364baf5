/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, a single one, or `unix` for sockets of the file system.
package struct AddressRange: Hashable, Sendable {
    private let first: ClientAddress
    /// How many bits are alike.
    private let bits: Int

    /// Nil for what is no such range.
    package init?(_ text: String) {
        if text == "unix" {
            (first, bits) = (.unix, 0)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = ClientAddress(String(parts[0])) else { return nil }
        let all: Int
        switch address {
        case .ipv4: all = 32
        case .ipv6: all = 128
        case .unix: return nil
        }
        first = address
        guard parts.count == 2 else {
            bits = all
            return
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let given = Int(parts[1]), given <= all else {
            return nil
        }
        bits = given
    }

    package func contains(_ address: ClientAddress) -> Bool {
        switch (first, address) {
        case (.unix, .unix): true
        case (.ipv4(let first), .ipv4(let other)): (first ^ other).leadingZeroBitCount >= bits
        case (.ipv6(let high, let low), .ipv6(let otherHigh, let otherLow)):
            high != otherHigh
                ? (high ^ otherHigh).leadingZeroBitCount >= bits
                : 64 + (low ^ otherLow).leadingZeroBitCount >= bits
        default: false
        }
    }
}
