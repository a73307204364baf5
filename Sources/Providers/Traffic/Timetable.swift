import Core

/// From when each call may be made: at most so many in any minute, and none while its service has asked for rest.
///
/// A pure decision.
struct Timetable: Equatable, Sendable {
    private static let minute = Duration.seconds(60)

    /// When calls were given leave to start, the latest last.
    private var starts: [String: [Timestamp]] = [:]
    /// When each was last asked about.
    private var asked: [String: Timestamp] = [:]
    private var rests: [String: Timestamp] = [:]

    /// The moment from which a call may start; it is booked.
    mutating func book(_ name: String, callsPerMinute: Int?, at now: Timestamp) -> Timestamp {
        let earliest = max(now, rest(of: name, at: now) ?? now)
        guard let most = callsPerMinute.map({ max(1, $0) }) else { return earliest }
        // A clock that has been set back would leave what was booked before far ahead.
        let isSetBack = asked[name].map { $0 - now > Self.minute } ?? false
        asked[name] = now
        var booked = isSetBack ? [] : starts[name, default: []].filter { now - $0 < Self.minute }
        var start = max(earliest, booked.last ?? earliest)
        if booked.count >= most { start = max(start, booked[booked.count - most] + Self.minute) }
        booked.append(start)
        starts[name] = booked
        return start
    }

    /// The service wants to be left alone for so long; what was asked for before and lasts longer still counts.
    mutating func rest(_ name: String, for time: Duration, at now: Timestamp) {
        rests[name] = max(now + time, rest(of: name, at: now) ?? now)
    }

    /// Until when the service wants to be left alone; nil where it doesn't.
    func rest(of name: String, at now: Timestamp) -> Timestamp? {
        guard let until = rests[name], until > now, until - now <= RetryAfter.longest else { return nil }
        return until
    }
}
