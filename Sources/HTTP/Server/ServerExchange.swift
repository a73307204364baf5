import CMicroHTTPD

/// One request and its answer.
///
/// Unchecked: but for `slot`, which has a lock of its own, only the server's thread touches what is in it; other threads hand it
/// back through the server's mailbox.
@safe final class ServerExchange: @unchecked Sendable {
    enum Stage {
        /// Its first line has come.
        case begun
        /// Its body is being read.
        case reading
        /// The service has it; the connection sleeps unless the answer comes at once.
        case asked
        case answered
    }

    let target: String
    unowned let connection: ServerConnection
    unowned let loop: ServerLoop
    /// Nil once the request is over.
    private(set) var handle: OpaquePointer?
    var stage = Stage.begun
    var head: RequestHead?
    var body: [UInt8] = []
    /// Where its body goes instead.
    var file: BodyFile?
    /// The most bytes that its body may have.
    var limit = 0
    /// Why the rest of its body is not kept.
    var refusal: ServerResponse?
    var slot: ReplySlot?
    /// How often the service had been told to do what it holds back when it was asked.
    var flushes = 0
    var stream: ServerStream?
    /// Whether the library has been told to leave the connection alone for now.
    var isSuspended = false

    init(target: String, connection: ServerConnection, loop: ServerLoop, handle: OpaquePointer) {
        self.target = target
        self.connection = connection
        self.loop = loop
        unsafe self.handle = unsafe handle
    }

    func suspend() {
        guard let handle = unsafe handle, !isSuspended else { return }
        isSuspended = true
        unsafe cmicrohttpd_suspend(handle)
    }

    func resume() {
        guard let handle = unsafe handle, isSuspended else { return }
        isSuspended = false
        unsafe cmicrohttpd_resume(handle)
    }

    /// The request is over, whichever way; nothing wakes its connection any more.
    func end() {
        unsafe handle = nil
        slot = nil
        file = nil
        stream?.end()
        stream = nil
    }
}
