import Foundation
import Synchronization

/// A program at work in a process group of its own, with a clean signal mask.
///
/// Its input and output are files, so nothing has to be drained and no grandchild can hold a pipe open.
package final class RunningCommand: Sendable {
    package let pid: Int32
    let files: TemporaryFolder
    private let ended = Latch()
    private let state = Mutex(State())

    private struct State {
        /// Set once the process is reaped: from then on its number may be another's.
        var status: Int32?
    }

    package init(_ command: Command) throws {
        files = try TemporaryFolder()
        let input: String
        switch command.input {
        case .nothing: input = "/dev/null"
        case .bytes(let bytes): input = try files.write(bytes, to: "in")
        case .file(let path): input = path
        }
        var words = [command.program] + command.arguments
        if let folder = command.folder { words = ["env", "-C", folder] + words }
        let environment = command.environment ?? ProcessInfo.processInfo.environment
        pid = try Self.spawn(
            words, environment.map { "\($0.key)=\($0.value)" }, input: input, output: files.path("out"),
            errors: files.path("err"))
        Thread.detachNewThread { self.reap() }
    }

    /// Sends a signal to the program alone; nothing where it has ended.
    package func send(signal: Int32) {
        state.withLock { state in
            if state.status == nil { kill(pid, signal) }
        }
    }

    package var isRunning: Bool { state.withLock { $0.status == nil } }

    /// What it has put out so far.
    package var outputSoFar: String { String(decoding: Self.bytes(files.path("out")), as: UTF8.self) }

    /// Waits for its end; cancelling the task kills its whole group.
    package func result() async -> CommandResult {
        await withTaskCancellationHandler {
            await ended.pass()
        } onCancel: {
            state.withLock { state in
                if state.status == nil { kill(-pid, SIGKILL) }
            }
        }
        let status = state.withLock { $0.status } ?? 128 + SIGKILL
        return CommandResult(
            status: status, output: Self.bytes(files.path("out")), errors: Self.bytes(files.path("err")))
    }

    /// Waits without reaping, then reaps under the lock that `send` takes: so no signal reaches a number used again.
    private func reap() {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
        state.withLock { state in
            var status: Int32 = 0
            while unsafe waitpid(pid, &status, 0) == -1 && errno == EINTR {}
            let signal = status & 0x7f
            state.status = signal == 0 ? (status >> 8) & 0xff : 128 + signal
        }
        ended.open()
    }

    /// Empty where there is none.
    static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    }

    private static func spawn(
        _ words: [String], _ environment: [String], input: String, output: String, errors: String
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe arguments.indices { unsafe free(arguments[index]) }
            for index in unsafe variables.indices { unsafe free(variables[index]) }
        }
        var child = pid_t()
        let code = unsafe posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw CommandError.notStarted(program: words[0], code: code) }
        return child
    }
}
