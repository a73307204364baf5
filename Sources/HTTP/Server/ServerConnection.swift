import Glibc

/// One client's connection for as long as it is open, touched on the server's thread alone.
final class ServerConnection {
    let socket: Int32
    /// When it is cut off; nil while it waits for us.
    var deadline: ContinuousClock.Instant?
    /// The request that is being read or answered.
    var exchange: ServerExchange?

    init(socket: Int32, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.deadline = deadline
    }

    /// Its other end; nil where the system does not say.
    private(set) lazy var client = ClientAddress(peerOf: socket)

    /// Ends it both ways; the library notices, and closes it.
    func cutOff() {
        deadline = nil
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
