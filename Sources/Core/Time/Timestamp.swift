package import FoundationEssentials

/// A moment in milliseconds since 1970, UTC.
package struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let milliseconds: Int64

    /// Days since 1970, UTC.
    package var day: Int { Int((Double(milliseconds) / 86_400_000).rounded(.down)) }

    /// The first moment of the day after, UTC.
    package var nextDay: Timestamp { Timestamp(milliseconds: Int64(day + 1) * 86_400_000) }

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    /// Nil where the text is not ISO 8601.
    package init?(_ text: String) {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.utf8.contains(UInt8(ascii: ".")))
        guard let date = try? Date(text, strategy: style) else { return nil }  // The error says no more than nil does.
        self.init(date)
    }

    /// ISO 8601 with milliseconds: `2026-11-21T09:30:00.000Z`.
    package var description: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (left: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds + duration.milliseconds)
    }
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }

    /// How long it has lasted since an earlier moment; nought where the clock was set back in between.
    package func elapsed(since start: Timestamp) -> Duration { max(.zero, self - start) }
}
