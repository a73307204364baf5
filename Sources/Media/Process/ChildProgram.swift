import CSpawn
import Core
import Glibc
import Synchronization

/// One run of a program: started from a list of arguments, never by a shell, and ended and reaped whatever happens.
///
/// It is told nothing of our environment, where keys stand, and reads nothing from standard input.
@safe final class ChildProgram: Sendable {
    private let arguments: [String]
    private let limit: Duration
    private let largest: Int
    /// Written to from outside to have the program ended; a byte that is read means that it is to end.
    private let wake: (read: Int32, write: Int32)

    /// `limit`: how long it may take; `largest`: how many bytes of standard output are taken.
    init(_ arguments: [String], limit: Duration, largest: Int) {
        self.arguments = arguments
        self.limit = limit
        self.largest = largest
        wake = Self.pipe() ?? (-1, -1)
    }

    deinit {
        Glibc.close(wake.read)
        Glibc.close(wake.write)
    }

    /// May be called at any time, from any thread, before the run too.
    func cancel() {
        var byte: UInt8 = 1
        // A full pipe says the same.
        _ = unsafe write(wake.write, &byte, 1)
    }

    private var program: String { String((arguments.first ?? "").split(separator: "/").last ?? "") }

    /// Blocks until the program has ended; its standard output.
    func run() -> Result<[UInt8], MediaError> {
        guard wake.read >= 0, let output = Self.pipe() else { return .failure(notStarted(errno)) }
        guard let errors = Self.pipe() else {
            let code = errno
            Glibc.close(output.read)
            Glibc.close(output.write)
            return .failure(notStarted(code))
        }
        var child: pid_t = -1
        let code = spawn(&child, output: output.write, errors: errors.write)
        Glibc.close(output.write)
        Glibc.close(errors.write)
        defer {
            Glibc.close(output.read)
            Glibc.close(errors.read)
        }
        guard code == 0 else { return .failure(notStarted(code)) }
        return follow(child, output: output.read, errors: errors.read)
    }

    private func follow(_ child: pid_t, output: Int32, errors: Int32) -> Result<[UInt8], MediaError> {
        var taken: [UInt8] = []
        var said: [UInt8] = []
        var isOpen = (output: true, errors: true)
        let clock = ContinuousClock()
        let end = clock.now + limit
        while isOpen.output || isOpen.errors {
            let rest = clock.now.duration(to: end).milliseconds
            guard rest > 0 else {
                finish(child)
                return .failure(.timedOut(program: program, after: limit))
            }
            var polled = [
                pollfd(fd: isOpen.output ? output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isOpen.errors ? errors : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&polled, 3, Int32(clamping: rest))
            if count < 0, errno != EINTR { break }
            guard count > 0 else { continue }
            if polled[2].revents != 0 {
                finish(child)
                return .failure(.cancelled)
            }
            if polled[0].revents != 0 { isOpen.output = Self.take(from: output, into: &taken) }
            if polled[1].revents != 0 {
                isOpen.errors = Self.take(from: errors, into: &said)
                said = said.suffix(8192)
            }
            if taken.count > largest {
                finish(child)
                return .failure(.outputTooLarge(program: program))
            }
        }
        let status = Self.reap(child)
        guard status == 0 else {
            let text = PlainText.line(String(decoding: said.suffix(2000), as: UTF8.self), limit: 600)
            return .failure(.failed(program: program, status: Int(status), said: text))
        }
        return .success(taken)
    }

    private func notStarted(_ code: Int32) -> MediaError {
        .notStarted(program: program, reason: unsafe String(cString: strerror(code)))
    }

    /// Asks the program and all that it started to end, and a second later has them ended.
    private func finish(_ child: pid_t) {
        kill(-child, SIGTERM)
        for _ in 1...20 {
            var status: Int32 = 0
            if unsafe waitpid(child, &status, WNOHANG) != 0 { break }
            usleep(50_000)
        }
        kill(-child, SIGKILL)
        _ = Self.reap(child)
    }

    /// False at the end.
    private static func take(from file: Int32, into bytes: inout [UInt8]) -> Bool {
        var isOpen = true
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            let result = unsafe read(file, buffer.baseAddress, buffer.count)
            if result == 0 || (result < 0 && errno != EINTR && errno != EAGAIN) { isOpen = false }
            count = max(0, result)
        }
        bytes += piece
        return isOpen
    }

    private static func reap(_ child: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }

    /// Sockets, as what is made of them is closed in every child but the one that it is made for.
    private static func pipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        return (ends[0], ends[1])
    }

    /// 0, or the error's number.
    private func spawn(_ child: inout pid_t, output: Int32, errors: Int32) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        // Threads of the pool block every signal and a child would inherit that; in a group of its own all of it can be ended.
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        let settings: [String] = ["LC_ALL=C", "PATH=/usr/bin:/bin"]
        let names = unsafe arguments.map { unsafe strdup($0) }
        let variables = unsafe settings.map { unsafe strdup($0) }
        defer {
            let texts = unsafe names + variables
            for index in unsafe texts.indices { unsafe free(texts[index]) }
        }
        return unsafe posix_spawn(&child, arguments[0], &actions, &attributes, names + [nil], variables + [nil])
    }
}
