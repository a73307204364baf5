import Glibc

/// Tells addresses of the public internet from those of this host, its network, and the ones set aside.
enum PublicAddress {
    /// 4 or 16 bytes in network order; anything else is not public.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: !special.contains { $0.matches(bytes) }
        case 16: isPublicV6(bytes)
        default: false
        }
    }

    /// The address that libcurl is about to connect to.
    static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET:
            unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                unsafe isPublic(bytes(of: pointer.pointee.sin_addr))
            }
        case AF_INET6:
            unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                unsafe isPublic(bytes(of: pointer.pointee.sin6_addr))
            }
        default: false
        }
    }

    /// An address as libcurl writes it: `93.184.216.34`, `2606:2800::1`.
    static func isPublic(text: String) -> Bool {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return isPublic(bytes(of: four)) }
        var six = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &six) == 1 && isPublic(bytes(of: six))
    }

    private static func bytes<Value>(of value: Value) -> [UInt8] {
        unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
    }

    /// Of IANA's registry only 2000::/3 is given out; an address that carries one of IPv4 is as public as that.
    private static func isPublicV6(_ bytes: [UInt8]) -> Bool {
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff {
            return isPublic(Array(bytes[12...]))
        }
        if bytes.starts(with: [0x00, 0x64, 0xff, 0x9b]), bytes[4..<12].allSatisfy({ $0 == 0 }) {
            return isPublic(Array(bytes[12...]))
        }
        guard bytes[0] & 0xe0 == 0x20 else { return false }
        let isSetAside =
            bytes.starts(with: [0x20, 0x02])  // 6to4
            || bytes.starts(with: [0x20, 0x01]) && bytes[2] < 2  // Teredo and other protocols' own
            || bytes.starts(with: [0x20, 0x01, 0x0d, 0xb8])
            || bytes.starts(with: [0x3f, 0xff]) && bytes[2] < 0x10
        return !isSetAside
    }

    private struct Block {
        let network: UInt32
        let bits: UInt32

        init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ bits: UInt32) {
            network = a << 24 | b << 16 | c << 8 | d
            self.bits = bits
        }

        func matches(_ bytes: [UInt8]) -> Bool {
            let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return (address ^ network) >> (32 - bits) == 0
        }
    }

    /// IANA's registry of special-purpose addresses, multicast, and what is reserved.
    private static let special = [
        Block(0, 0, 0, 0, 8), Block(10, 0, 0, 0, 8), Block(100, 64, 0, 0, 10), Block(127, 0, 0, 0, 8),
        Block(169, 254, 0, 0, 16), Block(172, 16, 0, 0, 12), Block(192, 0, 0, 0, 24), Block(192, 0, 2, 0, 24),
        Block(192, 88, 99, 0, 24), Block(192, 168, 0, 0, 16), Block(198, 18, 0, 0, 15), Block(198, 51, 100, 0, 24),
        Block(203, 0, 113, 0, 24), Block(224, 0, 0, 0, 3),
    ]
}
