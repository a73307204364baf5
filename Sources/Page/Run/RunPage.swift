package import Content
package import Core
import Engine

/// One run as it stands: what is to be decided, its tasks, its attempts, its money, its last events.
package struct RunPage: Sendable {
    let report: RunReport
    /// The newest ones, in order.
    let events: [StoredEvent]
    /// What the log of all runs had come to before the run was read.
    let position: Int
    let viewer: Viewer
    /// What to say of what the viewer has just done; nil for nothing.
    let told: String?

    var view: RunView { report.view }
    var home: String { "/runs/\(view.board.run.text)" }

    package init(
        _ report: RunReport, events: [StoredEvent], position: Int, viewer: Viewer, told: String? = nil
    ) {
        self.report = report
        self.events = events
        self.position = position
        self.viewer = viewer
        self.told = told
    }

    package var page: Markup {
        PageFrame(
            title: view.charter.issueTitle, viewer: viewer, stream: "\(home)/stream?after=\(position)",
            main: Markup(lines: [
                head, toldLine, section("gates", gates), section("tasks", tasks), section("attempts", attempts),
                section("cost", costs), section("log", log), section("brief", brief),
            ])
        ).page
    }

    /// A part that the script exchanges by itself when it has changed.
    private func section(_ id: String, _ content: Markup) -> Markup {
        "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\" data-live>\(content)</section>"
    }

    func title(_ id: String, _ words: Markup) -> Markup { "<h2 id=\"\(id)-title\">\(words)</h2>" }

    private var toldLine: Markup { told.map { "<p class=\"told\" role=\"status\">\($0)</p>" } ?? "" }

    // MARK: The head

    private var head: Markup {
        let headline = RunHeadline(report)
        let charter = view.charter
        let detail: Markup = headline.detail.map { "<p class=\"reason\">\(foreign: $0, limit: 2_000)</p>" } ?? ""
        let issue: Markup = "\(foreign: charter.issue.shortName, limit: 160)"
        let link: Markup =
            charter.issueURL.flatMap(WebAddress.init).map { "<a href=\"\($0.text)\" rel=\"noreferrer\">\(issue)</a>" }
            ?? issue
        let author: Markup = charter.author.isEmpty ? "" : " · asked for by \(foreign: charter.author, limit: 60)"
        return """
            <div id="state" role="status" data-live><p class="state">\(headline.tone.badge(headline.text))</p></div>
            <h1>\(foreign: charter.issueTitle, limit: 300)</h1>
            <p class="meta">\(link)\(author) · begun <time datetime="\(charter.createdAt.description)">\(Figures.time(charter.createdAt))</time></p>
            <div id="figures" data-live>\(detail)\(figures)</div>
            """
    }

    private var figures: Markup {
        let board = view.board
        let (done, all) = view.progress
        let spent = board.spent + board.unknown
        let budget: Markup = board.budget.map { "of \(Figures.money($0))" } ?? "no budget of its own"
        var cells: [Markup] = [
            """
            <div><dt>Tasks done</dt><dd>\(done) of \(all)<progress max="\(max(all, 1))" value="\(done)" aria-label="Tasks done"></progress></dd></div>
            """,
            "<div><dt>Spent</dt><dd>\(Figures.money(spent)) <small>\(budget)</small></dd></div>",
            """
            <div><dt>\(report.noun.capitalised)s passed</dt><dd>\(report.passed) of \(report.lines.count) <small>threshold \(view.charter.brief.threshold)</small></dd></div>
            """,
            "<div><dt>Attempts made</dt><dd>\(view.attempts.count)</dd></div>",
        ]
        if let duration = report.duration {
            cells.append("<div><dt>Took</dt><dd>\(Figures.duration(duration))</dd></div>")
        }
        return "<dl class=\"figures\">\(cells)</dl>\(delivery)"
    }

    private var delivery: Markup {
        guard let made = view.delivery else { return "" }
        var parts: [Markup] = []
        if let address = made.pullRequest.flatMap(WebAddress.init) {
            parts.append("<a href=\"\(address.text)\" rel=\"noreferrer\">pull request</a>")
        }
        if let branch = made.branch { parts.append("branch <code>\(branch, limit: 200)</code>") }
        if let commit = made.commit { parts.append("commit <code>\(String(commit.prefix(10)))</code>") }
        if let folder = made.folder { parts.append("in <code>\(folder, limit: 400)</code>") }
        return "<p class=\"delivered\"><strong>Delivered</strong>: \(parts.joined(by: " · "))</p>"
    }
}

extension String {
    /// Its first letter as a capital.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
