import Content
package import Core

/// A run of which only the account is left.
package struct PrunedPage: Sendable {
    let run: RunSummary
    let viewer: Viewer

    package init(_ run: RunSummary, viewer: Viewer) {
        self.run = run
        self.viewer = viewer
    }

    package var page: Markup {
        let author: Markup = run.author.isEmpty ? "" : " · asked for by \(foreign: run.author, limit: 60)"
        return PageFrame(
            title: run.issueTitle, viewer: viewer,
            main: """
                <p class="state">\(run.status.tone.badge(run.status.rawValue))</p>
                <h1>\(foreign: run.issueTitle, limit: 300)</h1>
                <p class="meta">\(foreign: run.issue.shortName, limit: 160)\(author) · begun \(Figures.time(run.createdAt))</p>
                <p>\(run.assets) made, \(Figures.money(run.spent + run.unknown)) spent. Its history was pruned on \(Figures.time(run.prunedAt ?? run.createdAt)): the events and files are gone, this account stays.</p>
                """
        ).page
    }
}
