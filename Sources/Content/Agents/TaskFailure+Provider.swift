import Core

extension TaskFailure {
    /// What a provider's refusal means for the try.
    init(_ error: ProviderError, provider: String) {
        switch error {
        case .throttled(let after): self.init(.transient(after: after), "\(provider) asks for patience")
        case .unavailable(let reason): self.init(.transient(after: nil), "\(provider) is not available: \(reason)")
        case .refused(let reason): self.init(.permanent, "\(provider) refused the request: \(reason)")
        case .unauthorised(let variable):
            self.init(.barred(.service), "\(provider) refused the key; check what \(variable) holds")
        case .closed(let reason): self.init(.barred(.service), "\(provider) refused the request: \(reason)")
        case .declined(let reason):
            self.init(
                .barred(.everybody),
                "\(provider)'s moderation refused it (\(reason)); it is not asked for again in the same words")
        case .unknownOutcome(let task, let reason):
            self.init(
                .unknownOutcome,
                "\(provider) was sent the request, and whether it was carried out and charged is unknown"
                    + (task.map { " (its task is \($0))" } ?? "") + (reason.map { ": \($0)" } ?? ""))
        case .wasted(let reason, let cost):
            self.init(
                .permanent, cost == .zero ? "\(provider): \(reason)" : "\(provider) was paid \(cost) USD: \(reason)")
        }
    }
}
