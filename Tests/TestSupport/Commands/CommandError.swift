import Foundation

/// Why a program could not be started.
package enum CommandError: Error, CustomStringConvertible {
    case notStarted(program: String, code: Int32)

    package var description: String {
        switch self {
        case .notStarted(let program, let code):
            "'\(program)' could not be started: \(unsafe String(cString: strerror(code)))"
        }
    }
}
