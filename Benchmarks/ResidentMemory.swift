import FoundationEssentials

/// What processes hold in memory, in megabytes.
enum ResidentMemory {
    /// The most that this process ever held; not `ru_maxrss`, which keeps the parent's peak beyond an exec.
    static var peakMegabytes: Double { figure("VmHWM:", of: "self") }

    static func peakMegabytes(of process: Int32) -> Double { figure("VmHWM:", of: "\(process)") }

    /// What a process holds now.
    static func megabytes(of process: Int32) -> Double { figure("VmRSS:", of: "\(process)") }

    /// What this process holds now that no file lies behind: its own data, without the pages of the program and its libraries.
    static var ownMegabytes: Double { figure("RssAnon:", of: "self") }

    /// The most of that which was seen while something was done, looked at every five milliseconds.
    static func peakOwnMegabytes(during work: () async throws -> Void) async rethrows -> Double {
        let watch = Task {
            var most = ownMegabytes
            while !Task.isCancelled {
                most = max(most, ownMegabytes)
                try? await Task.sleep(for: .milliseconds(5))
            }
            return most
        }
        defer { watch.cancel() }
        try await work()
        watch.cancel()
        return await watch.value
    }

    private static func figure(_ name: String, of process: String) -> Double {
        // There is none on every system.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return 0 }
        return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
    }
}
