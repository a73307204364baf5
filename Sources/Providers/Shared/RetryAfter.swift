import Core
import FoundationEssentials
import HTTP

/// How long an answer asks to be left alone.
enum RetryAfter {
    /// Longer than this is not asked for in earnest.
    static let longest = Duration.seconds(24 * 3600)

    /// What the head says, else what the service says in words: `Request was throttled. … ~30s.` of Replicate's.
    ///
    /// `now` is this host's own time, for services that don't say theirs.
    static func wait(_ headers: HTTPHeaders, message: String, now: Timestamp? = nil) -> Duration? {
        wait(headers, now: now) ?? reset(headers, now) ?? WaitInWords.wait(message)
    }

    /// The latest of the moments at which a limit that is used up is set back: OpenAI's durations, Anthropic's times.
    private static func reset(_ headers: HTTPHeaders, _ own: Timestamp?) -> Duration? {
        let now = headers["date"].flatMap(time) ?? own
        let waits = headers.fields.compactMap { field -> Duration? in
            let name = field.name.lowercased()
            guard name.contains("ratelimit-"), let left = name.firstRange(of: "remaining"), Double(field.value) == 0,
                let reset = headers[String(name[..<left.lowerBound] + "reset" + name[left.upperBound...])]
            else { return nil }
            if let wait = WaitInWords.duration(reset) { return wait }
            guard let now, let until = Timestamp(reset) else { return nil }
            return max(.zero, until - now)
        }
        return waits.max().map { min(longest, $0) }
    }

    /// Reads `retry-after-ms`, then `Retry-After` in seconds or as a time; a time counts from the answer's own `Date`, or from `now`.
    static func wait(_ headers: HTTPHeaders, now: Timestamp? = nil) -> Duration? {
        if let milliseconds = headers["retry-after-ms"].flatMap(Double.init), milliseconds >= 0 {
            return bounded(milliseconds)
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text) { return seconds >= 0 ? bounded(seconds * 1000) : nil }
        guard let until = time(text) else { return WaitInWords.duration(text).map { min(longest, $0) } }
        guard let now = headers["date"].flatMap(time) ?? now else { return nil }
        return min(longest, max(.zero, until - now))
    }

    private static func bounded(_ milliseconds: Double) -> Duration? {
        guard milliseconds.isFinite else { return nil }
        return min(longest, .milliseconds(Int64(min(milliseconds, 1e12))))
    }

    /// The three forms that RFC 9110 has receivers read: `Sun, 06 Nov 1994 08:49:37 GMT`, and of older senders
    /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    private static func time(_ text: String) -> Timestamp? {
        var words = text.split { $0 == " " || $0 == "-" }.map(String.init)
        if words.count == 5, let month = months.firstIndex(of: words[1]) {
            words = [words[0], words[2], months[month], words[4], words[3], "GMT"]
        }
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), var year = Int(words[3]),
            let month = months.firstIndex(of: words[2])
        else { return nil }
        if words[3].count == 2 { year += year < 70 ? 2000 : 1900 }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (year, month + 1, day)
        (parts.hour, parts.minute, parts.second) = (clock[0], clock[1], clock[2])
        var calendar = Calendar(identifier: .gregorian)
        guard let zone = TimeZone(secondsFromGMT: 0) else { return nil }
        calendar.timeZone = zone
        return calendar.date(from: parts).map { Timestamp($0) }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
