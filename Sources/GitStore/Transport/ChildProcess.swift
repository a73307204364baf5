import Glibc
import Spawn

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

    /// Nil environment values remove a variable.
    init(_ arguments: [String], environment changes: [String: String?]) throws(ProgramStart.Failed) {
        let talk = try ProgramStart.pair()
        defer { Glibc.close(talk.other) }
        let errors: (one: Int32, other: Int32)
        do throws(ProgramStart.Failed) { errors = try ProgramStart.pair() } catch {
            Glibc.close(talk.one)
            throw error
        }
        defer { Glibc.close(errors.other) }
        do throws(ProgramStart.Failed) {
            id = try ProgramStart.start(
                arguments, environment: Self.environment(with: changes),
                streams: ProgramStart.Streams(input: talk.other, output: talk.other, errors: errors.other))
        } catch {
            Glibc.close(talk.one)
            Glibc.close(errors.one)
            throw error
        }
        self.talk = talk.one
        self.errors = errors.one
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
        return ProgramStart.reap(id)
    }

    private static func environment(with changes: [String: String?]) -> [String] {
        var variables: [String] = []
        var next = unsafe environ
        while let text = unsafe next.pointee {
            variables.append(unsafe String(cString: text))
            unsafe next += 1
        }
        return environment(variables, with: changes)
    }

    /// What a child is given of the bot's own `NAME=VALUE`: not its keys, which Git, SSH and the hooks of a repository don't need.
    static func environment(_ own: [String], with changes: [String: String?]) -> [String] {
        let kept = own.filter { variable in
            let name = String(variable.prefix { $0 != "=" })
            return !changes.keys.contains(name)
                && !["TOKEN", "KEY", "SECRET", "PASSWORD"].contains { name.uppercased().hasSuffix($0) }
        }
        return kept + changes.compactMap { name, value in value.map { "\(name)=\($0)" } }.sorted()
    }
}
