package import Core
import Crypto
import Engine
import FoundationEssentials

/// A run as one HTML page that needs nothing else: no script, no fetch, its pictures inside.
package struct HTMLReport: Sendable {
    let report: RunReport
    let thumbnails: [SHA256Digest: Thumbnail]
    let links: ReportLinks

    var view: RunView { report.view }

    /// `thumbnails` by the digest of the whole picture; links lead to the delivered files where there are any.
    package static func page(
        of view: RunView, thumbnails: [SHA256Digest: Thumbnail], links: ReportLinks = .none
    ) -> String {
        HTMLReport(report: RunReport(view), thumbnails: thumbnails, links: links).page
    }

    private var page: String {
        let style = Self.style
        let hash = Data(base64Bytes(of: SHA256.digest(of: style))).base64EncodedString()
        let policy =
            "default-src 'none'; img-src data:; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Showrunner">
            <title>\(HTML.text(view.charter.issueTitle, limit: 200)) – \(RunHeadline(report).text)</title>
            <style>\(style)</style>
            </head>
            <body>
            \(header)
            <main>
            \([contactSheet, story, attempts, prompts, failures, timeline, account, brief].compactMap { $0 }.joined(separator: "\n"))
            </main>
            <footer>
            <p>Run <code>\(view.board.run)</code>. Each picture lies beside a JSON file that says how to make it again.</p>
            </footer>
            </body>
            </html>

            """
    }

    private static let style = String(decoding: PackageResources.report_css, as: UTF8.self)

    private func base64Bytes(of digest: SHA256Digest) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = digest.hex[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    // MARK: - The head of the page

    private var header: String {
        let headline = RunHeadline(report)
        let charter = view.charter
        let address = charter.issueURL.flatMap(ReportLinks.safe)
        var about = [HTML.link(HTML.foreign(issueName), to: address)]
        if !charter.author.isEmpty { about.append("asked for by \(HTML.foreign(charter.author, limit: 80))") }
        about.append("begun <time datetime=\"\(charter.createdAt)\">\(Figures.time(charter.createdAt))</time>")
        let reason = headline.detail.map { "<p class=\"reason\">\(HTML.foreign($0, limit: 2000))</p>" } ?? ""
        return """
            <header>
            <p class="state \(headline.tone.rawValue)">\(headline.text)</p>
            <h1>\(HTML.foreign(charter.issueTitle, limit: 300))</h1>
            <p class="meta">\(about.joined(separator: " · "))</p>
            \(reason)
            \(figures)
            \(next)
            </header>
            """
    }

    private var issueName: String {
        switch view.charter.issue {
        case .github: view.charter.issue.description
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        }
    }

    private var figures: String {
        let estimate = view.charter.estimate
        let made = view.attempts.count
        let (done, all) = view.progress
        var cells = [
            (
                "\(report.noun.prefix(1).uppercased() + report.noun.dropFirst())s passed",
                "\(report.passed) of \(report.lines.count)",
                "threshold \(view.charter.brief.threshold)"
            ),
            (
                "Attempts made", "\(made)",
                made > report.lines.count ? "\(made - report.lines.count) made again" : "none made again"
            ),
            ("Spent", Figures.money(view.board.spent), "\(Figures.money(estimate.likely)) estimated"),
        ]
        if view.board.unknown > .zero {
            cells.append(("Outcome unknown", Figures.money(view.board.unknown), "counted as spent"))
        }
        if let duration = report.duration {
            cells.append(("Took", Figures.duration(duration), "\(all) tasks"))
        } else {
            cells.append(("Tasks done", "\(done) of \(all)", all > 0 ? "\(done * 100 / all) %" : ""))
        }
        let rows = cells.map { "<div><dt>\($0.0)</dt><dd>\($0.1) <small>\($0.2)</small></dd></div>" }
        return "<dl class=\"figures\">\n\(rows.joined(separator: "\n"))\n</dl>"
    }

    private var next: String {
        var items = NextStep.steps(for: report).map { step in
            "<li>\(step.text)\(step.command.map { ": <code>\(HTML.text($0, limit: 400))</code>" } ?? "")</li>"
        }
        items.insert(contentsOf: delivery.map { ["<li>\($0)</li>"] } ?? [], at: 0)
        guard !items.isEmpty else { return "" }
        return "<nav class=\"next\" aria-label=\"Delivery and next steps\"><ul>\(items.joined())</ul></nav>"
    }

    private var delivery: String? {
        guard let made = view.delivery else { return nil }
        var cells: [String] = []
        if let request = made.pullRequest {
            cells.append(HTML.link("pull request", to: ReportLinks.safe(request)))
        }
        if let branch = made.branch {
            cells.append(
                "branch " + HTML.link("<code>\(HTML.text(branch, limit: 200))</code>", to: links.branch(branch)))
        }
        if let commit = made.commit {
            cells.append(
                "commit " + HTML.link("<code>\(HTML.text(String(commit.prefix(10))))</code>", to: links.commit(commit)))
        }
        if let folder = made.folder { cells.append("in <code>\(HTML.text(folder, limit: 400))</code>") }
        if let note = made.note { cells.append(HTML.text(note, limit: 1000)) }
        return "<strong>Delivered</strong>: " + cells.joined(separator: " · ")
    }
}
