import CMicroHTTPD
import Core
import Glibc

/// The thread that owns libmicrohttpd's daemon; everything else reaches it through its mailbox.
///
/// Each turn it takes the letters that have come in, lets the library read and write what is ready, and cuts off who was too slow.
/// Unchecked because that thread alone touches all but the mailbox.
@safe final class ServerLoop: @unchecked Sendable {
    let mailbox: ServerMailbox
    let limits: ServerLimits
    let service: any HTTPService
    private var daemon: OpaquePointer?
    private var connections: [Int32: ServerConnection] = [:]
    /// Bytes of bodies that are held.
    var held = 0
    /// When this turn began.
    private(set) var now = ContinuousClock.now
    /// Before then nobody can have been too slow.
    private var nextCheck = ContinuousClock.now
    /// The memory of bodies that have been dealt with, for the next ones.
    private var spares: [[UInt8]] = []
    private static let mostSpares = 64
    private static let largestSpare = 64 << 10
    /// Since when the service may hold back something of what it was asked.
    private var unflushed: ContinuousClock.Instant?
    /// How often the service has been told to do what it holds back.
    private(set) var flushes = 0
    /// Whether this turn has brought anything but requests that still wait.
    var hasNews = false
    private var drain: (end: ContinuousClock.Instant, waiter: CheckedContinuation<Void, Never>)?

    init(
        _ socket: consuming ListeningSocket, limits: ServerLimits, service: any HTTPService
    ) throws(ServerError) {
        mailbox = try ServerMailbox()
        self.limits = limits
        self.service = service
        let descriptor = socket.release()
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        guard
            let daemon = unsafe cmicrohttpd_start(
                descriptor, UInt32(limits.connections), limits.head, ServerCallbacks.table, context)
        else {
            close(descriptor)
            throw .notStarted(reason: "libmicrohttpd refused to start")
        }
        unsafe self.daemon = unsafe daemon
        try startThread()
    }

    /// How long a service may hold back what it does for many together, while more and more comes in.
    private static let longestHold = Duration.milliseconds(5)

    var isDraining: Bool { drain != nil }

    private func startThread() throws(ServerError) {
        let loop = unsafe Unmanaged.passRetained(self)
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, nil,
            { pointer in
                if let pointer = unsafe pointer {
                    unsafe Unmanaged<ServerLoop>.fromOpaque(pointer).takeRetainedValue().run()
                }
                return nil
            }, loop.toOpaque())
        guard result == 0 else {
            unsafe loop.release()
            stop()
            throw .notStarted(reason: "the system has no thread left")
        }
        pthread_detach(thread)
    }

    // MARK: On the thread

    private func run() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)  // The process's signals are not this thread's.
        var watched = [
            pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: unsafe cmicrohttpd_epoll(daemon), events: Int16(POLLIN), revents: 0),
        ]
        while !isOver {
            if let since = unflushed, since + Self.longestHold <= .now || isIdle(&watched) {
                unflushed = nil
                service.flush()
                flushes += 1
            }
            _ = unsafe poll(&watched, nfds_t(watched.count), patience)
            now = .now
            for letter in mailbox.empty() { take(letter) }
            hasNews = false
            unsafe cmicrohttpd_run(daemon)
            checkDeadlines()
        }
        stop()
    }

    /// Whether nothing is there to be read or written; the library has something to do all the same while requests wait.
    private func isIdle(_ watched: inout [pollfd]) -> Bool {
        guard !hasNews || patience != 0 else { return false }
        return unsafe poll(&watched, nfds_t(watched.count), 0) == 0
    }

    /// Milliseconds until there is something to do though nothing comes in; -1 for ever.
    private var patience: Int32 {
        if unsafe cmicrohttpd_is_busy(daemon) != 0 { return 0 }
        var next = connections.isEmpty ? nil : Optional(nextCheck)
        if let end = drain?.end { next = min(next ?? end, end) }
        guard let next else { return -1 }
        return Int32(clamping: max(0, (next - .now).milliseconds + 1))
    }

    /// Hands a whole request to the service.
    func ask(_ request: consuming ServerRequest, _ reply: ServerReply) {
        if unflushed == nil { unflushed = now }
        service.answer(request, reply)
        var body = request.body
        guard spares.count < Self.mostSpares, (1...Self.largestSpare).contains(body.capacity) else { return }
        body.removeAll(keepingCapacity: true)
        spares.append(body)
    }

    /// Memory for a body of so many bytes.
    func room(for bytes: Int) -> [UInt8] {
        var body = bytes > 0 ? spares.popLast() ?? [] : []
        body.reserveCapacity(min(bytes, 256 << 10))
        return body
    }

    private func take(_ letter: ServerMailbox.Letter) {
        switch letter {
        case .wake(let exchanges): for exchange in exchanges { exchange.resume() }
        case .drain(let grace, let waiter):
            guard drain == nil else {
                waiter.resume()
                return
            }
            let socket = unsafe cmicrohttpd_quiesce(daemon)
            if socket >= 0 { close(socket) }
            drain = (now + grace, waiter)
            for connection in connections.values {
                if connection.exchange == nil { connection.cutOff() }
                connection.exchange?.stream?.finish()
            }
        }
    }

    /// Whether the last connection of a server that drains has ended, or its time has.
    private var isOver: Bool {
        guard let drain else { return false }
        return connections.isEmpty || drain.end <= .now
    }

    private func stop() {
        service.flush()
        let rest = mailbox.close()
        for connection in connections.values {
            connection.exchange?.slot?.give(.text(503, "The service is stopping."))
            connection.exchange?.resume()
        }
        // A daemon with sleeping connections can't be stopped: they are woken in the first turn, and answered in the second.
        for _ in 1...2 { unsafe cmicrohttpd_run(daemon) }
        unsafe cmicrohttpd_stop(daemon)
        unsafe daemon = nil
        connections = [:]
        for case .drain(_, let waiter) in rest { waiter.resume() }
        drain?.waiter.resume()
    }

    // MARK: Who is too slow

    /// Gives a connection so much time from now.
    func allow(_ time: Duration?, _ connection: ServerConnection) {
        connection.deadline = time.map { now + $0 }
        if let deadline = connection.deadline { nextCheck = min(nextCheck, deadline) }
    }

    private func checkDeadlines() {
        guard nextCheck <= now else { return }
        var next = now + limits.shortestTime
        for connection in connections.values {
            guard let deadline = connection.deadline else { continue }
            if deadline <= now { connection.cutOff() } else { next = min(next, deadline) }
        }
        nextCheck = next
    }

    // MARK: Coming and going

    func opened(_ socket: Int32) -> ServerConnection {
        let connection = ServerConnection(socket: socket, deadline: now)
        connections[socket] = connection
        allow(limits.headTime, connection)
        return connection
    }

    func begun(_ target: String, on connection: ServerConnection, _ handle: OpaquePointer) {
        over(connection)
        connection.exchange = unsafe ServerExchange(
            target: target, connection: connection, loop: self, handle: handle)
        allow(limits.headTime, connection)
    }

    func closed(_ connection: ServerConnection) {
        over(connection)
        connections[connection.socket] = nil
    }

    /// The request that a connection was at is over.
    func over(_ connection: ServerConnection) {
        guard let exchange = connection.exchange else { return }
        held -= exchange.body.count
        exchange.end()
        connection.exchange = nil
        if isDraining { connection.cutOff() } else { allow(limits.headTime, connection) }
    }
}
