import FoundationEssentials
import Glibc

/// What tells this process from others on its host.
enum ProcessIdentity {
    static var current: String { String(getpid()) }

    /// Whether a process of this host is one that looks after many runs: `bot serve` or `bot poll`.
    static func isService(_ process: Int32) -> Bool {
        let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        guard let command = words.split(separator: 0).dropFirst().first else { return false }
        return ["serve", "poll"].contains(String(decoding: command, as: UTF8.self))
    }

    /// The name of the account that this process runs as; nil where the host knows none, as in a bare container.
    static var userName: String? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        return unsafe buffer.withUnsafeMutableBufferPointer { room -> String? in
            guard let start = room.baseAddress,
                unsafe getpwuid_r(geteuid(), &entry, start, room.count, &found) == 0, unsafe found != nil,
                let name = unsafe entry.pw_name
            else { return nil }
            let text = unsafe String(cString: name)
            return text.isEmpty ? nil : text
        }
    }
}
