import Foundation

/// Why there is no loopback server.
package enum LoopbackError: Error, CustomStringConvertible {
    case noSocket(Int32)

    package var description: String {
        switch self {
        case .noSocket(let code): "no socket on 127.0.0.1: \(unsafe String(cString: strerror(code)))"
        }
    }
}
