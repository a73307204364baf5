import Glibc

/// Why a file has no hash.
package enum HashingError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)

    static func reason(of code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}

extension HashingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "'\(path)' could not be read: \(reason). Check that the file is there and may be read."
        }
    }
}
