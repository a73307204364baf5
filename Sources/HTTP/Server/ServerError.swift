/// Why a server could not be started, with what to do about it.
package enum ServerError: Error, Hashable, CustomStringConvertible {
    /// Somebody else listens there.
    case taken(ServerAddress)
    /// The system does not let this user listen there, or there is no such address here.
    case refused(ServerAddress, reason: String)
    /// What was handed over at the start is no socket that listens.
    case notListening(descriptor: Int32)
    case notStarted(reason: String)

    package var description: String {
        switch self {
        case .taken(let address):
            "Another program listens on \(address) already. Stop it, or name another place with --listen."
        case .refused(let address, let reason):
            "\(address) can't be listened on (\(reason)). Name an address of this machine and a port from 1024 on with "
                + "--listen."
        case .notListening(let descriptor):
            "File descriptor \(descriptor), which was handed over at the start, is no socket that listens. Look at the "
                + "socket unit."
        case .notStarted(let reason): "The server could not be started: \(reason)."
        }
    }
}
