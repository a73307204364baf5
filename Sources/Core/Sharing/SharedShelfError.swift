/// Why a shared folder could not be read or moved; each case is a different next step.
package enum SharedShelfError: Error, Hashable, Sendable {
    /// No answer, or one that says that trying later may help.
    case unreachable(reason: String)
    /// The right is missing, or a rule of the server's says no.
    case refused(reason: String)
    /// What stands there makes no sense, or a newer bot has written it.
    case damaged(reason: String)
    /// The disk of this host.
    case storage(reason: String)
}

extension SharedShelfError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let reason), .refused(let reason), .damaged(let reason), .storage(let reason): reason
        }
    }
}
