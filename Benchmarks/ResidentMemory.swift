import FoundationEssentials

/// What processes hold in memory, in megabytes.
enum ResidentMemory {
    /// The most that this process ever held; not `ru_maxrss`, which keeps the parent's peak beyond an exec.
    static var peakMegabytes: Double { figure("VmHWM:", of: "self") }

    static func peakMegabytes(of process: Int32) -> Double { figure("VmHWM:", of: "\(process)") }

    /// What a process holds now.
    static func megabytes(of process: Int32) -> Double { figure("VmRSS:", of: "\(process)") }

    private static func figure(_ name: String, of process: String) -> Double {
        // There is none on every system.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return 0 }
        return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
    }
}
