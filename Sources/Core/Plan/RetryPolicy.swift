/// How often a task is tried, and how long it rests in between; a value that yields delays, sleeping is another's work.
package struct RetryPolicy: Hashable, Sendable {
    /// Tries in all, the first included.
    package let tries: Int
    /// The delay after the first failed try; each later one doubles.
    package let backoff: Duration
    package let longest: Duration

    package init(tries: Int = 3, backoff: Duration = .seconds(2), longest: Duration = .seconds(60)) {
        self.tries = tries
        self.backoff = backoff
        self.longest = longest
    }

    /// The rest after the failed try `tried` (from 1); nil when there is no further try.
    ///
    /// What the service `asked` for goes before our own reckoning. From `bits` comes up to a quarter of jitter, so that many
    /// tasks do not come back at once.
    package func delay(
        afterTry tried: Int, asked: Duration? = nil, using bits: inout some RandomNumberGenerator
    ) -> Duration? {
        guard tried < tries else { return nil }
        if let asked { return asked }
        let plain = min(longest, backoff * (1 << min(20, tried - 1)))
        let jitter = Int64.random(in: 0...max(1, plain.milliseconds / 4), using: &bits)
        return plain + .milliseconds(jitter)
    }
}
