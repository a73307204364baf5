import FoundationEssentials
import Glibc

/// A program run to its end, and what it took.
struct ChildProcess {
    let exitStatus: Int32
    let seconds: Double
    let cpuSeconds: Double
    let peakMegabytes: Double

    /// Where the program's standard output goes; its errors are this process's, or dropped with it.
    enum Output: Equatable {
        case inherited, dropped
        /// A new file at this path.
        case file(String)
    }

    /// This program itself.
    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// The release `bot` that was built beside this program.
    static func bot() throws(BenchError) -> String {
        guard let path = neighbour("bot") else { throw BenchError("'bot' is not built. 'scripts/build' makes it.") }
        return path
    }

    /// The program of a name that lies beside this one; nil where there is none.
    static func neighbour(_ name: String) -> String? {
        let path = URL(filePath: ownPath).deletingLastPathComponent().appending(path: name).path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Begins a program that goes on beside this one, until it is killed.
    static func start(_ words: [String], output: Output = .inherited) throws(BenchError) -> pid_t {
        try spawn(words, output: output)
    }

    static func run(_ words: [String], output: Output) throws(BenchError) -> ChildProcess {
        let span = BenchSpan()
        let child = try spawn(words, output: output)
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let fraction = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return ChildProcess(
            exitStatus: status & 0x7f == 0 ? (status >> 8) & 0xff : -1, seconds: span.seconds,
            cpuSeconds: Double(cpu) + Double(fraction) / 1e6, peakMegabytes: Double(usage.ru_maxrss) / 1024)
    }

    private static func spawn(_ words: [String], output: Output) throws(BenchError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if case .file(let path) = output {
            unsafe posix_spawn_file_actions_addopen(
                &actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        } else if output == .dropped {
            for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
                unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
            }
        }
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, words[0], &actions, nil, &arguments, environ)
        guard code == 0 else { throw BenchError("\(words[0]) could not be started (error \(code)).") }
        return child
    }
}
