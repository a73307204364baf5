import Content
import Core

/// The runs, the newest first.
package struct RunListPage: Sendable {
    let lines: [RunLine]
    /// Counted from 1.
    let number: Int
    let hasMore: Bool
    /// What the log had come to when the list was read.
    let position: Int
    let viewer: Viewer

    package init(_ lines: [RunLine], number: Int, hasMore: Bool, position: Int, viewer: Viewer) {
        self.lines = lines
        self.number = number
        self.hasMore = hasMore
        self.position = position
        self.viewer = viewer
    }

    package var page: Markup {
        PageFrame(
            title: number == 1 ? "Runs" : "Runs, page \(number)", viewer: viewer,
            stream: "/stream?after=\(position)",
            main: """
                <h1>Runs</h1>
                <p id="summary" class="soft" role="status" data-live>\(summary)</p>
                <div id="runs" data-live>\(list)</div>
                \(pages)
                """
        ).page
    }

    private var summary: Markup {
        let waiting = lines.count { $0.run.status == .waiting }
        let working = lines.count { $0.run.status == .running }
        return "\(working) at work, \(waiting) waiting, of the \(lines.count) shown."
    }

    private var list: Markup {
        guard !lines.isEmpty else {
            return "<p>No runs yet. A label on an issue starts one, or <code>bot run &lt;issue&gt;</code>.</p>"
        }
        return "<ul class=\"runs\">\(lines.map(item))</ul>"
    }

    private func item(_ line: RunLine) -> Markup {
        let run = line.run
        let spent = run.spent + run.unknown
        let budget: Markup = run.budget.map { "of \(Figures.money($0))" } ?? "no budget of its own"
        let author: Markup = run.author.isEmpty ? "" : " · \(foreign: run.author, limit: 60)"
        let name = run.issueTitle.isEmpty ? run.id.text : run.issueTitle
        return """
            <li><article>
            <h2><a href="/runs/\(run.id.text)" id="to-\(run.id.text)">\(foreign: name, limit: 160)</a></h2>
            <p class="where">\(run.status.tone.badge(run.status.rawValue)) <span class="soft">\(foreign: run.issue.shortName, limit: 160)\(author)</span></p>
            <p class="done"><progress max="\(max(line.all, 1))" value="\(line.done)" aria-label="Tasks done"></progress>
            <span>\(line.done) of \(line.all) tasks</span></p>
            <p class="spent">\(Figures.money(spent)) <span class="soft">\(budget)</span></p>
            <p class="when soft"><time datetime="\(run.createdAt.description)">\(Figures.time(run.createdAt))</time></p>
            </article></li>
            """
    }

    private var pages: Markup {
        var links: [Markup] = []
        if number > 1 { links.append("<a href=\"/?page=\(number - 1)\" rel=\"prev\">Newer</a>") }
        if hasMore { links.append("<a href=\"/?page=\(number + 1)\" rel=\"next\">Older</a>") }
        return links.isEmpty ? "" : "<nav class=\"pages\" aria-label=\"Pages\">\(links.joined(by: " "))</nav>"
    }
}
