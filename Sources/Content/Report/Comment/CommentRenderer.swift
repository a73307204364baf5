import Core
import Engine

/// Writes the one comment of a run on its issue, in GitHub's Markdown and without the marker's line.
///
/// The same run gives the same text. It never passes the limit: criteria go first, then thumbnails, then rows; nothing is
/// ever cut inside a table, a fence or a folded part.
package struct CommentRenderer: Sendable {
    private let links: ReportLinks
    private let limit: Int

    /// `limit` is GitHub's, in characters; what is written stays a twelfth below, for the marker and for what GitHub adds.
    package init(links: ReportLinks, limit: Int = 65_536) {
        self.links = links
        self.limit = limit - limit / 12
    }

    package func body(of view: RunView) -> String {
        let report = RunReport(view)
        var body = ""
        for detail in CommentDetail.steps {
            body = self.body(of: report, detail)
            if Self.length(of: body) <= limit { break }
        }
        return body
    }

    /// In UTF-16 units: never less than GitHub's characters, and never so many that its 262,144 bytes are reached.
    package static func length(of body: String) -> Int { body.utf16.count }

    private func body(of report: RunReport, _ detail: CommentDetail) -> String {
        let view = report.view
        let parts = CommentParts(report: report, links: links, detail: detail)
        let sections = [
            Self.headline(of: report), parts.gates, parts.story, parts.assets, parts.semantic, parts.shortfalls,
            parts.failures, parts.detours, Self.account(of: view), parts.growth, parts.delivery, next(for: report),
            parts.prompts, parts.brief, Self.foot(of: report, links),
        ]
        return sections.compactMap { $0 }.joined(separator: "\n\n") + "\n"
    }

    static func headline(of report: RunReport) -> String {
        let headline = RunHeadline(report)
        var lines = ["### \(headline.tone.emoji) \(headline.text)"]
        if let detail = headline.detail {
            lines.append(MarkdownEscaper.inline(PlainText.clean(detail, limit: 1000)))
        }
        if report.view.board.status == .running, report.view.progress.of > 0 {
            let (done, all) = report.view.progress
            lines.append("`\(ProgressText.bar(done, of: all, width: 24))` \(done * 100 / all) %")
        }
        return lines.joined(separator: "\n\n")
    }

    static func account(of view: RunView) -> String {
        let board = view.board
        let estimate = view.charter.estimate
        var cells = ["spent **\(Figures.money(board.spent))**"]
        if board.unknown > .zero {
            cells.append("**\(Figures.money(board.unknown))** with an unknown outcome, counted as spent")
        }
        if board.reserved > .zero { cells.append("reserved \(Figures.money(board.reserved))") }
        cells.append(
            "estimated \(estimate.likely) (\(estimate.least)–\(estimate.most)) USD")
        cells.append(board.budget.map { "budget \(Figures.money($0))" } ?? "no budget of its own")
        return "**Cost** · " + cells.joined(separator: " · ")
    }

    private func next(for report: RunReport) -> String? {
        let steps = NextStep.steps(for: report).map { step in
            step.command.map { "\(step.text): \(MarkdownEscaper.code(PlainText.clean($0, limit: 400)))" } ?? step.text
        }
        guard !steps.isEmpty else { return nil }
        return "**Next**\n" + steps.map { "- \($0)" }.joined(separator: "\n")
    }

    static func foot(of report: RunReport, _ links: ReportLinks = .none) -> String {
        let view = report.view
        let author = MarkdownEscaper.inline(PlainText.clean(view.charter.author, limit: 60))
        let asker = author.isEmpty ? "" : ", asked for by \(author)"
        let time = report.duration.map { ", took \(Figures.duration($0))" } ?? ""
        return "<sub>Run `\(view.board.run)`\(asker), begun \(Figures.time(view.charter.createdAt))\(time). "
            + "More: \(links.page(view.board.run).map { "\(Markdown.link("its page", to: $0)), " } ?? "")"
            + "`bot show \(view.board.run)`</sub>"
    }
}
