package import Core

/// Why a question to a text model has no answer, and what it cost all the same.
package struct TextFailure: Error, Hashable, Sendable {
    package let failure: TaskFailure
    package let spending: Spending

    /// A cheap call whose outcome is unknown is counted as spent and may be made again; a dear one is not.
    init(
        _ error: ProviderError, of provider: any TextProvider, price: MicroDollars,
        mayRepeat: (MicroDollars) -> Bool
    ) {
        let plain = TaskFailure(error, provider: provider.model.provider)
        switch error {
        case .unknownOutcome:
            failure = mayRepeat(price) ? TaskFailure(.transient(after: nil), plain.message) : plain
            spending = Spending(settled: .zero, unknown: price)
        case .wasted(_, let cost):
            failure = plain
            spending = Spending(settled: cost)
        case .throttled, .unavailable, .refused, .unauthorised, .closed, .declined:
            failure = plain
            spending = .nothing
        }
    }
}
