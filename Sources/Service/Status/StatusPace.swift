import Content
package import Core

/// When a status issue is written: on a change, yet with a rest in between, and now and then only to say that the bot lives.
package struct StatusPace: Hashable, Sendable {
    /// The least rest between two writes.
    package static let rest = Duration.seconds(300)
    /// After how long it is written though nothing has changed.
    package static let heartbeat = Duration.seconds(1_800)

    /// `last`: when it was written last; nil where it never was.
    package static func isDue(_ report: StatusReport, body: String?, last: Timestamp?, at now: Timestamp) -> Bool {
        guard let body, let last else { return true }
        if now < last + rest, last <= now { return false }
        return last > now || now >= last + heartbeat
            || !body.contains(report.facts) || !body.contains(Figures.money(report.spentToday))
    }
}
