import Glibc

/// One client's connection for as long as it is open, touched on the server's thread alone.
final class ServerConnection {
    let socket: Int32
    /// When it is cut off; nil while it waits for us.
    var deadline: ContinuousClock.Instant?
    /// The request that is being read or answered.
    var exchange: ServerExchange?

    init(socket: Int32, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.deadline = deadline
    }

    /// Whether its other end is on this machine, reached over the loopback interface or a socket of the file system.
    private(set) lazy var isLocal: Bool = {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Bool in
                guard unsafe getpeername(socket, address, &length) == 0 else { return false }
                switch Int32(unsafe address.pointee.sa_family) {
                case AF_UNIX: return true
                case AF_INET:
                    return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                        UInt32(bigEndian: unsafe address.pointee.sin_addr.s_addr) >> 24 == 127
                    }
                case AF_INET6:
                    return unsafe pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                        unsafe withUnsafeBytes(of: address.pointee.sin6_addr) { Self.isLoopback(unsafe Array($0)) }
                    }
                default: return false
                }
            }
        }
    }()

    /// `::1`, or an address of IPv4's loopback network as IPv6 writes it.
    private static func isLoopback(_ bytes: [UInt8]) -> Bool {
        guard bytes.prefix(10).allSatisfy({ $0 == 0 }) else { return false }
        return bytes[10...] == [0, 0, 0, 0, 0, 1] || bytes[10...].starts(with: [0xff, 0xff, 127])
    }

    /// Ends it both ways; the library notices, and closes it.
    func cutOff() {
        deadline = nil
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
