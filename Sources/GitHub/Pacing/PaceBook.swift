import Core

/// The writes of all processes as the file of a pace has them: a line each for what began, what ended, and what GitHub has asked for.
///
/// A pure value. What can't be read in a text is left out.
struct PaceBook: Hashable, Sendable {
    /// When each write ended, or began where nobody has said that it ended; in order, and none in the future.
    private(set) var writes: [Timestamp] = []
    /// GitHub wants nothing before.
    private(set) var held: Timestamp?
    /// Whether the text should be written anew: it is long, damaged, or by a clock that was set back since.
    private(set) var isStale = false

    /// How far the time may be behind what another process has just written.
    private static let tolerance = Duration.seconds(10)
    private static let memory = Duration.seconds(3_600)
    /// Longer than any limit of GitHub's lasts.
    private static let longestHold = Duration.seconds(3_600)
    private static let longestText = 16 << 10

    init(_ text: String, at now: Timestamp) {
        var begun: Timestamp?
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            let numbers = words.dropFirst().compactMap { Int64($0) }
            guard numbers.count == words.count - 1, numbers.allSatisfy({ $0 >= 0 && $0 < 1 << 52 }) else {
                isStale = true
                continue
            }
            let times = numbers.map { Timestamp(milliseconds: $0) }
            switch (words[0], times.count) {
            case ("b", 1):
                // One that was begun before and has not ended was that of a process that was killed.
                if let begun { add(begun, now) }
                begun = times[0]
            case ("e", 1):
                begun = nil
                add(times[0], now)
            case ("h", 2): hold(from: times[0], until: times[1], now)
            default: isStale = true
            }
        }
        if let begun { add(begun, now) }
        writes.sort()
        if text.utf8.count > Self.longestText || !text.isEmpty && !text.hasSuffix("\n") { isStale = true }
    }

    private mutating func add(_ time: Timestamp, _ now: Timestamp) {
        if time > now + Self.tolerance { isStale = true }
        // By a clock that was set back since it lies in the future, and is taken for one of just now: once.
        let time = min(time, now)
        if time + Self.memory > now { writes.append(time) }
    }

    private mutating func hold(from start: Timestamp, until end: Timestamp, _ now: Timestamp) {
        let isFuture = start > now + Self.tolerance
        if isFuture { isStale = true }
        let length = min(max(end - start, .zero), Self.longestHold)
        let end = (isFuture ? now : start) + length
        if end > now { held = max(held ?? end, end) }
    }

    /// The pace that goes by it.
    func pace(_ limits: WritePace.Limits) -> WritePace {
        var pace = WritePace(limits)
        for time in writes { pace.note(at: time) }
        if let held { pace.hold(until: held) }
        return pace
    }

    /// The same, as short as it can be.
    func text(at now: Timestamp) -> String {
        writes.map { "e \($0.milliseconds)\n" }.joined()
            + (held.map { Self.line(holding: $0, from: now) } ?? "")
    }

    static func line(begun time: Timestamp) -> String { "b \(time.milliseconds)\n" }
    static func line(ended time: Timestamp) -> String { "e \(time.milliseconds)\n" }
    static func line(holding end: Timestamp, from start: Timestamp) -> String {
        "h \(start.milliseconds) \(end.milliseconds)\n"
    }
}
