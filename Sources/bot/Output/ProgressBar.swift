import Core

/// One line that says how far a run is, how fast it goes and how long it may still take.
struct ProgressBar: Sendable {
    private let began: Timestamp
    private let doneBefore: Int

    /// `doneBefore`: tasks that were already final when this process took the run up; they say nothing about its speed.
    init(began: Timestamp, doneBefore: Int) {
        self.began = began
        self.doneBefore = doneBefore
    }

    func line(done: Int, of total: Int, activity: String, at now: Timestamp, columns: Int) -> String {
        let width = max(10, min(30, columns / 4))
        let filled = total > 0 ? width * done / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        var parts = ["\(bar) \(done)/\(total)"]
        let seconds = Double((now - began).milliseconds) / 1000
        let fresh = done - doneBefore
        if fresh > 0, seconds > 0.2 {
            let rate = Double(fresh) / seconds
            parts.append("\(Self.decimal(rate)) tasks/s")
            if done < total { parts.append("\(Self.clock(Double(total - done) / rate)) left") }
        }
        if !activity.isEmpty { parts.append(activity) }
        let line = parts.joined(separator: " · ")
        return line.count > columns - 1 ? String(line.prefix(max(0, columns - 2))) + "…" : line
    }

    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
