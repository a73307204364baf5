/// A subscriber's way through the log: from a position on, and then along with whatever is committed.
package struct EventFollower: Sendable {
    /// Up to where the appends have been handed out.
    package private(set) var position: Int
    private let feed: any EventFeed
    private let time: any TimeSource
    private let rest: Duration

    /// `rest` is how long another process's commit may stay unseen.
    package init(
        _ feed: any EventFeed, after position: Int, time: any TimeSource, rest: Duration = .milliseconds(100)
    ) {
        self.feed = feed
        self.position = position
        self.time = time
        self.rest = rest
    }

    /// The next appends, waiting for one where there is none yet; never empty.
    package mutating func next() async throws -> [Append] {
        while true {
            let mark = try await feed.mark()
            let appends = try await feed.appends(after: position, limit: 256)
            if let last = appends.last {
                position = last.position
                return appends
            }
            try await feed.change(since: mark, on: time, rest: rest)
        }
    }
}
