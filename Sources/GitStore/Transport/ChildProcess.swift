import CGit
import Glibc

/// A program that is run with a connection to its standard input and output; ended and reaped at the latest with this value.
@safe final class ChildProcess {
    private let id: pid_t
    /// Both ways; a socket, so that a child which has gone means an error, not a signal.
    private let talk: Int32
    private let errors: Int32
    private var isReaped = false
    private var inputIsOpen = true
    /// Whether it has said anything since it was first written to.
    private(set) var hasSpokenSinceGreeting = false
    private var isWrittenTo = false
    private var pending: [[UInt8]] = []
    private var errorText: [UInt8] = []
    private var errorsAreOpen = true
    /// How long neither side may be silent.
    private static let patience: Int32 = 600_000

    /// Why no child came to be, as the system says it.
    struct NotStarted: Error {
        let code: Int32
    }

    /// Nil environment values remove a variable.
    init(_ arguments: [String], environment changes: [String: String?]) throws(NotStarted) {
        var talk: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &talk) == 0 else { throw NotStarted(code: errno) }
        guard unsafe socketpair(AF_UNIX, kind, 0, &errors) == 0 else {
            let code = errno
            Glibc.close(talk[0])
            Glibc.close(talk[1])
            throw NotStarted(code: code)
        }
        var child: pid_t = -1
        let code = Self.spawn(&child, arguments, environment: changes, talk: talk[1], errors: errors[1])
        Glibc.close(talk[1])
        Glibc.close(errors[1])
        self.talk = talk[0]
        self.errors = errors[0]
        id = child
        guard code == 0 else {
            isReaped = true
            throw NotStarted(code: code)
        }
    }

    deinit {
        if !isReaped {
            kill(-id, SIGKILL)
            _ = reap()
        }
        Glibc.close(talk)
        Glibc.close(errors)
    }

    /// What the child said on standard error, in one line.
    var complaint: String { GitText.line(errorText.suffix(4096)) }

    /// Sends all of it; false where the child no longer listens.
    ///
    /// What the child says meanwhile is kept for `read`.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isWrittenTo = true
        var done = 0
        while done < bytes.count {
            guard let ready = wait(writing: true) else { return false }
            if ready & Int16(POLLIN) != 0, !takeIn() { return false }
            guard ready & Int16(POLLOUT) != 0 else {
                if ready & Int16(POLLHUP | POLLERR) != 0 { return false }
                continue
            }
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            let count = unsafe send(talk, rest.baseAddress, rest.count, flags)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    /// What the child said next; nil when it has nothing more to say.
    func read() -> [UInt8]? {
        while pending.isEmpty {
            guard let ready = wait(writing: false), ready & Int16(POLLIN | POLLHUP) != 0, takeIn() else { return nil }
        }
        return pending.removeFirst()
    }

    func closeInput() {
        if inputIsOpen { shutdown(talk, Int32(SHUT_WR)) }
        inputIsOpen = false
    }

    /// Waits for the child's end; its exit status, or 128 and the signal that ended it.
    func finish() -> Int32 {
        closeInput()
        while read() != nil {}
        while errorsAreOpen, wait(writing: false, onlyErrors: true) != nil {}
        return reap()
    }

    /// What `talk` is ready for, nil where nothing happened for too long; standard error is taken in on the way.
    private func wait(writing: Bool, onlyErrors: Bool = false) -> Int16? {
        while true {
            var polled = [
                pollfd(fd: onlyErrors ? -1 : talk, events: Int16(POLLIN) | (writing ? Int16(POLLOUT) : 0), revents: 0),
                pollfd(fd: errorsAreOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&polled, 2, Self.patience)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            if polled[1].revents != 0 { takeInErrors() }
            if onlyErrors { return 0 }
            if polled[0].revents != 0 { return polled[0].revents }
        }
    }

    /// False at the end.
    private func takeIn() -> Bool {
        var code: Int32 = 0
        let piece = Self.receive(from: talk, errorCode: &code)
        if piece.isEmpty { return code == EINTR || code == EAGAIN }
        pending.append(piece)
        hasSpokenSinceGreeting = isWrittenTo
        return true
    }

    private func takeInErrors() {
        var code: Int32 = 0
        let piece = Self.receive(from: errors, errorCode: &code)
        if piece.isEmpty { errorsAreOpen = code == EINTR || code == EAGAIN }
        errorText = (errorText + piece).suffix(16_384)
    }

    private static func receive(from socket: Int32, errorCode: inout Int32) -> [UInt8] {
        var code: Int32 = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            let result = unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if result < 0 { code = errno }
            count = max(0, result)
        }
        errorCode = code
        return piece
    }

    private func reap() -> Int32 {
        guard !isReaped else { return 0 }
        isReaped = true
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) == -1, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }

    /// 0, or the error's number.
    private static func spawn(
        _ id: inout pid_t, _ arguments: [String], environment changes: [String: String?], talk: Int32, errors: Int32
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, talk, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, talk, 1)
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
        let names = unsafe arguments.map { unsafe strdup($0) }
        let variables = unsafe Self.environment(with: changes).map { unsafe strdup($0) }
        defer {
            let texts = unsafe names + variables
            for index in unsafe texts.indices { unsafe free(texts[index]) }
        }
        return unsafe posix_spawnp(&id, arguments[0], &actions, &attributes, names + [nil], variables + [nil])
    }

    private static func environment(with changes: [String: String?]) -> [String] {
        var list: [String] = []
        var next = unsafe environ
        while let text = unsafe next.pointee {
            let variable = unsafe String(cString: text)
            let name = String(variable.prefix { $0 != "=" })
            if !changes.keys.contains(name) { list.append(variable) }
            unsafe next += 1
        }
        return list + changes.compactMap { name, value in value.map { "\(name)=\($0)" } }.sorted()
    }
}
