import Core
import Glibc

/// What the system refused in the state folder.
struct FolderError: Error, Hashable {
    let number: Int32
    /// What was tried, as `making the folder /x`.
    let action: String

    init(_ number: Int32, doing action: String) {
        self.number = number
        self.action = action
    }

    var reason: String {
        let words = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
        return "\(action) failed (\(words))"
    }

    /// What a person can do about it.
    var hint: String {
        switch number {
        case ENOSPC, EDQUOT: "Free some space on that disk and run the command again."
        case EACCES, EPERM, EROFS: "Make the folder writable, or choose another with --state."
        case ENOTDIR: "A file stands where a folder is needed: choose another place with --state."
        default: "Check that disk, or choose another place with --state."
        }
    }
}

extension RunLogError {
    init(_ error: FolderError) { self = .storage(reason: error.reason, hint: error.hint) }
}
