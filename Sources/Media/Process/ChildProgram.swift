import Core
import Glibc
import Spawn
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
        // Without it the run says that nothing could be started.
        wake = (try? ProgramStart.pair()).map { (read: $0.one, write: $0.other) } ?? (-1, -1)
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
        guard wake.read >= 0 else { return .failure(notStarted(ProgramStart.Failed(code: EMFILE))) }
        do throws(ProgramStart.Failed) {
            let output = try ProgramStart.pair()
            defer { Glibc.close(output.one) }
            let errors: (one: Int32, other: Int32)
            do throws(ProgramStart.Failed) { errors = try ProgramStart.pair() } catch {
                Glibc.close(output.other)
                throw error
            }
            defer { Glibc.close(errors.one) }
            let started = Result { () throws(ProgramStart.Failed) in
                try ProgramStart.start(
                    arguments, environment: ["LC_ALL=C", "PATH=/usr/bin:/bin"],
                    streams: ProgramStart.Streams(output: output.other, errors: errors.other))
            }
            Glibc.close(output.other)
            Glibc.close(errors.other)
            return follow(try started.get(), output: output.one, errors: errors.one)
        } catch { return .failure(notStarted(error)) }
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
        let status = ProgramStart.reap(child)
        guard status == 0 else {
            let text = PlainText.line(String(decoding: said.suffix(2000), as: UTF8.self), limit: 600)
            return .failure(.failed(program: program, status: Int(status), said: text))
        }
        return .success(taken)
    }

    private func notStarted(_ failure: ProgramStart.Failed) -> MediaError {
        .notStarted(program: program, reason: failure.reason)
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
        _ = ProgramStart.reap(child)
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
}
