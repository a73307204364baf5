import Core

/// Why a call has no usable answer, with what is known of its effect.
enum GitHubFailure: Error {
    /// It had no effect, and repeating it would not help.
    case definite(TrackerError)
    /// It may have been carried out: look before making it again.
    case lost(TrackerError)

    var error: TrackerError {
        switch self {
        case .definite(let error), .lost(let error): error
        }
    }
}
