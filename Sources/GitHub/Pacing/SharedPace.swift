import Core
import Glibc
import Synchronization

/// The pace of all processes that write under one account from one state folder: a small file of the last writes, whose lock is
/// the right to write.
///
/// The kernel gives the lock back when a process ends, however it ends. A file that can't be used is as if nobody else was there:
/// each process keeps its own pace besides.
final class SharedPace: Sendable {
    enum Turn: Hashable {
        case go
        case wait(Duration)
        /// Another process is writing.
        case busy
    }

    private struct State {
        /// Locked for as long as a write is on its way; -1 else.
        var descriptor: Int32 = -1
        var busySince: Timestamp?
    }

    private let path: String
    private let limits: WritePace.Limits
    private let state = Mutex(State())
    /// How long another process may be at one write: one that hangs keeps nobody for ever.
    private static let patience = Duration.seconds(60)
    private static let largest = 1 << 20

    /// The file's folder is made with the first write.
    init(at path: String, _ limits: WritePace.Limits) {
        self.path = path
        self.limits = limits
    }

    deinit { state.withLock { if $0.descriptor >= 0 { Self.unlock($0.descriptor) } } }

    /// Takes the right to write where the pace allows it now; `end` gives it back.
    func take(at now: Timestamp, isEdit: Bool) -> Turn {
        state.withLock { state in
            guard state.descriptor < 0 else { return .go }
            switch lock() {
            case .taken:
                if let since = state.busySince, since <= now {
                    if now - since <= Self.patience { return .busy }
                    append(PaceBook.line(begun: now))
                    return .go
                }
                state.busySince = now
                return .busy
            case .unusable: return .go
            case .held(var descriptor):
                state.busySince = nil
                let book = PaceBook(Self.text(of: descriptor), at: now)
                if book.isStale { renew(&descriptor, book.text(at: now)) }
                let wait = book.pace(limits).earliest(at: now, isEdit: isEdit) - now
                guard wait <= .zero else {
                    Self.unlock(descriptor)
                    return .wait(wait)
                }
                Self.write(PaceBook.line(begun: now), to: descriptor)
                state.descriptor = descriptor
                return .go
            }
        }
    }

    /// Notes that the write has ended.
    func end(at now: Timestamp) {
        state.withLock { state in
            guard state.descriptor >= 0 else { return append(PaceBook.line(ended: now)) }
            Self.write(PaceBook.line(ended: now), to: state.descriptor)
            Self.unlock(state.descriptor)
            state.descriptor = -1
        }
    }

    /// Notes that GitHub wants nothing before `time`.
    func hold(until time: Timestamp, at now: Timestamp) { append(PaceBook.line(holding: time, from: now)) }

    /// Until when any process was asked to send nothing; nil where none was.
    func held(at now: Timestamp) -> Timestamp? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return PaceBook(Self.text(of: descriptor), at: now).held
    }

    // MARK: The file

    private enum Lock {
        case held(Int32)
        case taken, unusable
    }

    private func lock() -> Lock {
        while true {
            let descriptor = openForAppending()
            guard descriptor >= 0 else { return .unusable }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let problem = errno
                close(descriptor)
                if problem == EINTR { continue }
                return problem == EWOULDBLOCK ? .taken : .unusable
            }
            // It may have been written anew between our opening and our locking it.
            guard isSame(descriptor) else {
                Self.unlock(descriptor)
                continue
            }
            return .held(descriptor)
        }
    }

    /// Closing alone would leave it to a child that is just being started, and has not closed its copy yet.
    private static func unlock(_ descriptor: Int32) {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private func openForAppending() -> Int32 {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor < 0, errno == ENOENT, let slash = path.lastIndex(of: "/") else { return descriptor }
        let folder = path[..<slash]
        // A first process may write before anything else has made the state folder.
        if let above = folder.lastIndex(of: "/") { unsafe mkdir(String(folder[..<above]), 0o700) }
        unsafe mkdir(String(folder), 0o700)
        return unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    private func isSame(_ descriptor: Int32) -> Bool {
        var opened = Glibc.stat()
        var named = Glibc.stat()
        guard unsafe fstat(descriptor, &opened) == 0, unsafe stat(path, &named) == 0 else { return false }
        return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }

    /// Puts a short file in the place of a long one, the lock with it; leaves it as it was where that can't be.
    private func renew(_ descriptor: inout Int32, _ text: String) {
        let name = path + ".new"
        let fresh = unsafe open(name, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard fresh >= 0 else { return }
        guard flock(fresh, LOCK_EX | LOCK_NB) == 0, Self.write(text, to: fresh), unsafe rename(name, path) == 0 else {
            close(fresh)
            return
        }
        Self.unlock(descriptor)
        descriptor = fresh
    }

    /// Adds a line without the lock, in one piece.
    private func append(_ line: String) {
        let descriptor = openForAppending()
        guard descriptor >= 0 else { return }
        Self.write(line, to: descriptor)
        close(descriptor)
    }

    @discardableResult private static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    }

    private static func text(of descriptor: Int32) -> String {
        var status = Glibc.stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), largest))
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
