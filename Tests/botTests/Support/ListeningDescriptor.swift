import Glibc
import TestSupport

/// A socket that listens on 127.0.0.1 and that a child process inherits.
final class ListeningDescriptor: Sendable {
    let number: Int32
    let port: Int

    init() throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = number
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(number, pointer, length) == 0 && listen(number, 16) == 0
                    && getsockname(number, pointer, &length) == 0
            }
        }
        guard number >= 0, isListening else { throw LoopbackError.noSocket(errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(number) }
}
