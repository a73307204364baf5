import Core
import Engine

/// Writes the body of a run's pull request, in GitHub's Markdown and without the marker's line.
///
/// The same run gives the same text, which never passes GitHub's limit: what explains goes first, then pictures, then rows.
struct PullRequestRenderer {
    let links: ReportLinks
    /// The issue's number.
    let issue: Int
    let closes: Bool
    /// GitHub's, in characters, less what it and the marker may add.
    var limit = 60_000

    /// What stands there until the run rests.
    func opening(of parcel: Parcel, _ made: DeliveryMade) -> String {
        let commit = made.commit.map { commit in
            " in commit " + Markdown.link(MarkdownEscaper.code(String(commit.prefix(10))), to: links.commit(commit))
        }
        return """
            \(cause)

            Run \(MarkdownEscaper.code(parcel.run.text)) has delivered \(parcel.files.count + parcel.elsewhere.count) files\(commit ?? ""). \
            What was made, how it scored and what it cost follows when the run has ended.

            """
    }

    func body(of view: RunView) -> String {
        let report = RunReport(view)
        var body = ""
        for detail in CommentDetail.steps {
            body = self.body(of: report, detail)
            if CommentRenderer.length(of: body) <= limit { break }
        }
        return body
    }

    private func body(of report: RunReport, _ detail: CommentDetail) -> String {
        var listed = detail
        listed.thumbnails = false
        let parts = CommentParts(report: report, links: links, detail: listed)
        let sheet = detail.thumbnails ? ContactSheet(report: report, links: links).text : nil
        let attempts = detail.rows == 0 ? nil : AttemptTable(report: report, rows: detail.rows).text
        let sections: [String?] = [
            CommentRenderer.headline(of: report), cause, sheet, parts.story, parts.assets, attempts, parts.semantic,
            parts.shortfalls, parts.failures, parts.detours, CommentRenderer.account(of: report.view), parts.delivery,
            parts.prompts, parts.brief, CommentRenderer.foot(of: report, links), place,
        ]
        return sections.compactMap { $0 }.joined(separator: "\n\n") + "\n"
    }

    /// The issue, in the word by which merging closes it or in one by which it does not.
    private var cause: String { closes ? "Closes #\(issue)" : "For #\(issue)" }

    /// What is said on a pull request is not said to the bot.
    private var place: String { "<sub>Commands such as `/retry` are read on #\(issue), not here.</sub>" }
}
