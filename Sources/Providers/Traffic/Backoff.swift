import Core

/// How long to wait before something that costs nothing is asked again: doubling, with full jitter.
struct Backoff: Hashable, Sendable {
    /// In all, the first included.
    var tries = 3
    var first = Duration.milliseconds(500)
    var longest = Duration.seconds(8)
    /// What a service may ask for before the wait is left to the engine, which holds nothing meanwhile.
    var mostAsked = Duration.seconds(30)

    /// After the failed try `tried` (from 1); nil where it is not asked again here.
    func wait(
        afterTry tried: Int, of error: ProviderError, using bits: inout some RandomNumberGenerator
    ) -> Duration? {
        guard tried < tries else { return nil }
        switch error {
        case .throttled(let asked?): return asked <= mostAsked ? asked : nil
        case .throttled(nil), .unavailable:
            let ceiling = min(longest, first * (1 << min(20, tried - 1)))
            return .milliseconds(Int64.random(in: 0...ceiling.milliseconds, using: &bits))
        case .refused, .unauthorised, .closed, .declined, .unknownOutcome, .wasted: return nil
        }
    }
}
