import Glibc

/// A socket on which connections can be waited for, closed when its scope ends unless it was handed on.
package struct ListeningSocket: ~Copyable {
    /// -1 once it was handed on.
    private var descriptor: Int32
    /// Where it listens; the port is the real one.
    package let address: ServerAddress

    /// Listens on an address; `backlog` connections may wait to be accepted.
    package init(_ address: ServerAddress, backlog: Int32 = 1024) throws(ServerError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV | AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(address.host, String(address.port), &hints, &found)
        guard result == 0, let first = unsafe found else {
            throw .refused(address, reason: unsafe String(cString: gai_strerror(result)))
        }
        defer { unsafe freeaddrinfo(first) }
        let kind = unsafe first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = unsafe socket(first.pointee.ai_family, kind, 0)
        guard descriptor >= 0 else { throw .refused(address, reason: Self.reason(errno)) }
        var one: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            listen(descriptor, backlog) == 0
        else {
            let problem = errno
            close(descriptor)
            throw problem == EADDRINUSE ? .taken(address) : .refused(address, reason: Self.reason(problem))
        }
        self.descriptor = descriptor
        self.address = ServerAddress(host: address.host, port: Self.port(of: descriptor) ?? address.port)
    }

    /// Takes over a socket that listens already, as a service manager hands it over.
    package init(inherited descriptor: Int32) throws(ServerError) {
        var listens: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens != 0 else {
            throw .notListening(descriptor: descriptor)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        self.descriptor = descriptor
        address = ServerAddress(host: "inherited", port: Self.port(of: descriptor) ?? 0)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The descriptor, which the caller now has to close.
    consuming func release() -> Int32 {
        defer { descriptor = -1 }
        return descriptor
    }

    /// Nil for a socket that has none.
    private static func port(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16? in
                guard unsafe getsockname(descriptor, address, &length) == 0 else { return nil }
                // Both families keep the port in the same place.
                guard [AF_INET, AF_INET6].contains(Int32(unsafe address.pointee.sa_family)) else { return nil }
                return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                    UInt16(bigEndian: unsafe address.pointee.sin_port)
                }
            }
        }
    }

    private static func reason(_ number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}
