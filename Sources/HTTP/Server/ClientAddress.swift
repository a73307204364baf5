import Glibc

/// Where a request comes from.
package enum ClientAddress: Hashable, Sendable {
    case ipv4(UInt32)
    /// The two halves of the address as numbers; one of IPv4 that IPv6 writes is an `ipv4`.
    case ipv6(UInt64, UInt64)
    /// A program of this machine, over a socket of the file system.
    case unix

    /// `203.0.113.7` or `2001:db8::1`, in brackets or not, with a port or without; nil for anything else.
    package init?(_ text: String) {
        var host = text[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            host = host[host.index(after: host.startIndex)..<end]
        } else if host.count(where: { $0 == ":" }) == 1, let colon = host.firstIndex(of: ":") {
            host = host[..<colon]
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        let text = String(host)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(ipv4: bytes[..<4])
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(ipv6: bytes)
        } else {
            return nil
        }
    }

    /// The other end of a connected socket; nil where the system does not say.
    init?(peerOf socket: Int32) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let found = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> ClientAddress? in
                guard unsafe getpeername(socket, address, &length) == 0 else { return nil }
                switch Int32(unsafe address.pointee.sa_family) {
                case AF_UNIX: return .unix
                case AF_INET:
                    return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                        .ipv4(UInt32(bigEndian: unsafe address.pointee.sin_addr.s_addr))
                    }
                case AF_INET6:
                    return unsafe pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                        unsafe withUnsafeBytes(of: address.pointee.sin6_addr) {
                            ClientAddress(ipv6: unsafe Array($0))
                        }
                    }
                default: return nil
                }
            }
        }
        guard let found else { return nil }
        self = found
    }

    private init(ipv4 bytes: some Sequence<UInt8>) { self = .ipv4(bytes.reduce(0) { $0 << 8 | UInt32($1) }) }

    /// `bytes`: sixteen.
    private init(ipv6 bytes: [UInt8]) {
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff {
            self.init(ipv4: bytes[12...])
        } else {
            func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            self = .ipv6(number(bytes[..<8]), number(bytes[8...]))
        }
    }

    /// Whether it is this machine itself.
    package var isLocal: Bool {
        switch self {
        case .ipv4(let number): number >> 24 == 127
        case .ipv6(let high, let low): high == 0 && low == 1
        case .unix: true
        }
    }

    /// What one subscriber has: an address of IPv4, the first half of one of IPv6.
    package var network: ClientAddress {
        if case .ipv6(let high, _) = self { .ipv6(high, 0) } else { self }
    }
}
