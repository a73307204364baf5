import Core

extension ProviderError {
    /// What a service says that will not do what it is asked for, whatever of it is at fault; nil for any other failure.
    var refusal: String? {
        switch self {
        case .refused(let reason), .closed(let reason), .declined(let reason): reason
        case .throttled, .unavailable, .unauthorised, .unknownOutcome, .wasted: nil
        }
    }
}
