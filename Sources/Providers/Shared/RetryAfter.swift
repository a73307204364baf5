import Core
import FoundationEssentials
import HTTP

/// How long an answer asks to be left alone.
enum RetryAfter {
    /// Longer than this is not asked for in earnest.
    static let longest = Duration.seconds(24 * 3600)

    /// What the head says, else what the service says in words: `Request was throttled. … ~30s.` of Replicate's.
    static func wait(_ headers: HTTPHeaders, message: String) -> Duration? {
        wait(headers) ?? reset(headers) ?? WaitInWords.wait(message)
    }

    /// The latest of the moments at which a limit that is used up is set back: OpenAI's durations, Anthropic's times.
    private static func reset(_ headers: HTTPHeaders) -> Duration? {
        let now = headers["date"].flatMap(time)
        let waits = headers.fields.compactMap { field -> Duration? in
            let name = field.name.lowercased()
            guard name.contains("ratelimit-"), let left = name.firstRange(of: "remaining"), Double(field.value) == 0,
                let reset = headers[String(name[..<left.lowerBound] + "reset" + name[left.upperBound...])]
            else { return nil }
            if let wait = WaitInWords.duration(reset) { return wait }
            guard let now, let until = Timestamp(reset) else { return nil }
            return max(.zero, until - Timestamp(now))
        }
        return waits.max().map { min(longest, $0) }
    }

    /// Reads `retry-after-ms`, then `Retry-After` in seconds or as a time; a time counts from the answer's own `Date`.
    static func wait(_ headers: HTTPHeaders) -> Duration? {
        if let milliseconds = headers["retry-after-ms"].flatMap(Double.init), milliseconds >= 0 {
            return bounded(milliseconds)
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text) { return seconds >= 0 ? bounded(seconds * 1000) : nil }
        guard let until = time(text), let now = headers["date"].flatMap(time) else { return nil }
        return bounded(max(0, until.timeIntervalSince(now) * 1000))
    }

    private static func bounded(_ milliseconds: Double) -> Duration? {
        guard milliseconds.isFinite else { return nil }
        return min(longest, .milliseconds(Int64(min(milliseconds, 1e12))))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that RFC 9110 lets senders use.
    private static func time(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (year, month + 1, day)
        (parts.hour, parts.minute, parts.second) = (clock[0], clock[1], clock[2])
        var calendar = Calendar(identifier: .gregorian)
        guard let zone = TimeZone(secondsFromGMT: 0) else { return nil }
        calendar.timeZone = zone
        return calendar.date(from: parts)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
