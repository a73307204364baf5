import Content
package import Core

/// What the bot says of itself on a repository's status issue.
package struct StatusReport: Hashable, Sendable {
    /// How the bot learns of what happens.
    package enum Watch: Hashable, Sendable {
        /// It is told by webhooks.
        case webhooks
        /// It looks again at this time; nil: when a scheduler starts it.
        case polling(next: Timestamp?)
    }

    package var watch: Watch
    /// Issues that wait to be looked at.
    package var queue: Int
    package var running: Int
    package var waiting: Int
    /// Since midnight, UTC, in this repository.
    package var spentToday: MicroDollars

    package init(watch: Watch, queue: Int, running: Int, waiting: Int, spentToday: MicroDollars) {
        self.watch = watch
        self.queue = queue
        self.running = running
        self.waiting = waiting
        self.spentToday = spentToday
    }

    package static let title = "Showrunner: how the bot is"

    /// In GitHub's Markdown.
    package func text(at now: Timestamp) -> String {
        """
        The bot is alive. It edits this issue; nobody need answer.

        | | |
        | --- | --- |
        | Last seen | \(Figures.time(now)) |
        | Queue | \(facts) |
        | Next poll | \(next) |
        | Spent today | \(Figures.money(spentToday)), since midnight UTC, in this repository |

        """
    }

    /// Everything but the times: where that changes there is something new to say.
    package var facts: String { "\(queue) issues to look at, \(running) runs at work, \(waiting) waiting for a person" }

    private var next: String {
        switch watch {
        case .webhooks: "none is needed: GitHub tells of what happens"
        case .polling(let next?): Figures.time(next)
        case .polling(nil): "when its schedule starts it"
        }
    }
}
