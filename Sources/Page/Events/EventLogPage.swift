import Content
package import Core

/// One page of a run's log, in the order in which things happened.
package struct EventLogPage: Sendable {
    /// How many events a page has.
    package static let size = 100

    let run: RunSummary
    let events: [StoredEvent]
    /// The sequence after which it begins.
    let after: Int
    let viewer: Viewer

    package init(_ run: RunSummary, _ events: [StoredEvent], after: Int, viewer: Viewer) {
        self.run = run
        self.events = events
        self.after = after
        self.viewer = viewer
    }

    package var page: Markup {
        let last = events.last?.sequence ?? after
        let home = "/runs/\(run.id.text)"
        var links: [Markup] = []
        if after > 0 {
            links.append("<a href=\"\(home)/events?after=\(max(0, after - Self.size))\" rel=\"prev\">Earlier</a>")
        }
        if last < run.lastSequence { links.append("<a href=\"\(home)/events?after=\(last)\" rel=\"next\">Later</a>") }
        let pages: Markup =
            links.isEmpty ? "" : "<nav class=\"pages\" aria-label=\"Pages\">\(links.joined(by: " "))</nav>"
        let caption: Markup =
            events.isEmpty
            ? "No events here" : "Events \(after + 1) to \(last) of \(run.lastSequence), the oldest first"
        return PageFrame(
            title: "Events of \(run.issueTitle)", viewer: viewer,
            main: """
                <p><a href="\(home)">\(foreign: run.issueTitle, limit: 160)</a></p>
                <h1>Event log</h1>
                \(pages)
                \(EventTable.table(EventTable.rows(events, payload: 600), caption: caption))
                \(pages)
                """
        ).page
    }
}
