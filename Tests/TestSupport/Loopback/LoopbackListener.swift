import Foundation
import Synchronization

/// The listening socket and its threads: one that accepts, and one for each connection.
final class LoopbackListener: Sendable {
    let port: Int
    let log = LoopbackLog()
    private let bodies: LoopbackBodies
    private let handler: LoopbackServer.Handler
    private let state: Mutex<State>

    private struct State {
        var listening: Int32?
        var open: Set<Int32> = []
        var count = 0
        var handlers: [Int: Task<Void, Never>] = [:]
    }

    init(bodies: LoopbackBodies, handler: @escaping LoopbackServer.Handler) throws {
        self.bodies = bodies
        self.handler = handler
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw LoopbackError.noSocket(errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(socket, pointer, length) == 0 && listen(socket, 128) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        guard bound else {
            let code = errno
            close(socket)
            throw LoopbackError.noSocket(code)
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        state = Mutex(State(listening: socket))
    }

    var connections: Int { state.withLock { $0.count } }

    func start() {
        Thread.detachNewThread { self.accept() }
    }

    func stop() {
        let handlers = state.withLock { state in
            if let socket = state.listening { shutdown(socket, Int32(SHUT_RDWR)) }  // Its thread closes it.
            state.listening = nil
            for socket in state.open { shutdown(socket, Int32(SHUT_RDWR)) }
            return state.handlers.values
        }
        for handler in handlers { handler.cancel() }
    }

    private func accept() {
        guard let listening = state.withLock({ $0.listening }) else { return }
        while true {
            let socket = Glibc.accept(listening, nil, nil)
            if socket < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard socket >= 0 else { break }
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            // An answer of several pieces would else wait 40 ms for the client to say that it has the first.
            var one: Int32 = 1
            _ = unsafe setsockopt(
                socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
            let number = state.withLock { state in
                state.count += 1
                if state.listening != nil { state.open.insert(socket) } else { shutdown(socket, Int32(SHUT_RDWR)) }
                return state.count
            }
            Thread.detachNewThread { self.serve(socket, number: number) }
        }
        close(listening)
    }

    private func serve(_ socket: Int32, number: Int) {
        let connection = LoopbackConnection(socket, number: number, bodies: bodies) { self.wait(for: number, $0) }
        while let request = connection.receive() {
            log.add(request)
            guard connection.send(answer(to: request), to: request) else { break }
        }
        state.withLock { state in
            state.open.remove(socket)
            // Reaches the peer although a child process may have inherited the socket.
            shutdown(socket, Int32(SHUT_RDWR))
            close(socket)
        }
        log.addEnding()
    }

    private func answer(to request: LoopbackRequest) -> LoopbackReply {
        let box = ReplyBox()
        let handler = self.handler
        wait(for: request.connection) {
            let reply = await handler(request)
            box.reply.withLock { $0 = reply }
        }
        return box.reply.withLock { $0 }
    }

    /// Runs work on the concurrency pool while this thread waits; it is cancelled when the server stops.
    private func wait(for connection: Int, _ work: @escaping @Sendable () async -> Void) {
        let done = DispatchSemaphore(value: 0)
        let task = Task {
            await work()
            done.signal()
        }
        let isStopped = state.withLock { state in
            state.handlers[connection] = task
            return state.listening == nil
        }
        if isStopped { task.cancel() }
        done.wait()
        state.withLock { $0.handlers[connection] = nil }
    }

    private final class ReplyBox: Sendable {
        let reply = Mutex(LoopbackReply.hangUp)
    }
}
