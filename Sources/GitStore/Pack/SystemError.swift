import Glibc

/// The words of the C library for what a system call said.
enum SystemError {
    static func text(_ code: Int32 = errno) -> String {
        switch code {
        case ENOSPC: return "the disk is full"
        case EDQUOT: return "the disk quota is used up"
        default:
            guard let text = unsafe strerror(code) else { return "error \(code)" }
            return unsafe String(cString: text)
        }
    }
}
