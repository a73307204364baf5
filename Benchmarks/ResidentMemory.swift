import FoundationEssentials

/// What this process holds in memory.
enum ResidentMemory {
    /// The most that it ever held, in megabytes; not `ru_maxrss`, which keeps the parent's peak beyond an exec.
    static var peakMegabytes: Double {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),  // Not on every system.
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
    }
}
