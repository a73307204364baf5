package import Core

/// When the next write may be made: kept below GitHub's secondary limits by ourselves, as nobody can ask how near they are.
///
/// A pure value: times go in, the earliest time comes out.
package struct WritePace: Hashable, Sendable {
    package struct Limits: Hashable, Sendable {
        /// Between the end of a write and the beginning of the next one.
        package let gap: Duration
        package let minute: Int
        package let hour: Int
        /// What edits rest for once half of the hour's writes are made: then edits alone never use up the other half.
        let editGap: Duration

        /// What GitHub asks for.
        package init(gap: Duration = .seconds(1), minute: Int = 80, hour: Int = 500) {
            self.gap = gap
            self.minute = max(1, minute)
            self.hour = max(2, hour)
            editGap = max(gap, .milliseconds(Int64(3_600_000 / (self.hour - self.hour / 2))))
        }

        private init(endless: Void) {
            gap = .zero
            minute = .max
            hour = .max
            editGap = .zero
        }

        /// For a server of one's own that has no limits.
        package static let none = Limits(endless: ())
    }

    private let limits: Limits
    /// The writes of the last hour, the oldest first.
    private var made: [Timestamp] = []
    /// GitHub has said to wait until then.
    private(set) var held: Timestamp?

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// The earliest time at which a write may begin; it is not later than `now` where nothing stands in the way.
    ///
    /// `isEdit`: whether it changes what is there, and may be put off for what people wait for.
    package func earliest(at now: Timestamp, isEdit: Bool) -> Timestamp {
        // Where the clock was set back, what lies in its future says nothing.
        let past = made.filter { $0 <= now }
        var earliest = now
        if let held { earliest = max(earliest, held) }
        guard let last = past.last else { return earliest }
        let isHalfGone = past.count(where: { $0 + .seconds(3_600) > now }) >= limits.hour / 2
        earliest = max(earliest, last + (isEdit && isHalfGone ? limits.editGap : limits.gap))
        if past.count >= limits.minute { earliest = max(earliest, past[past.count - limits.minute] + .seconds(60)) }
        if past.count >= limits.hour { earliest = max(earliest, past[past.count - limits.hour] + .seconds(3_600)) }
        return earliest
    }

    /// Notes that a write has ended.
    package mutating func note(at now: Timestamp) {
        guard limits != .none else { return }
        made.removeAll { $0 + .seconds(3_600) <= now || $0 > now }
        made.append(now)
        if let held, held <= now { self.held = nil }
    }

    /// Notes that GitHub wants nothing before `time`.
    package mutating func hold(until time: Timestamp) { held = max(held ?? time, time) }
}
