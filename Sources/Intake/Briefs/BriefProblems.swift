package import Core

/// Everything that is wrong with one brief; never empty.
package struct BriefProblems: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [BriefProblem]

    /// What was found is hostile text: control characters go, so that it can be shown anywhere.
    package init(_ problems: [BriefProblem]) {
        self.problems = problems.map { problem in
            BriefProblem(
                field: problem.field, found: PlainText.clean(problem.found),
                accepted: PlainText.clean(problem.accepted),
                nearest: problem.nearest.map { PlainText.clean($0) })
        }
    }

    /// For a terminal: one a line.
    package var description: String {
        let count = problems.count == 1 ? "one problem" : "\(problems.count) problems"
        return "The brief has \(count); nothing was spent.\n"
            + problems.map { "  " + $0.message }.joined(separator: "\n")
    }

    /// The body of the comment that tells the author.
    package var markdown: String {
        let rows = problems.map { problem in
            let nearest = problem.nearest.map { MarkdownEscaper.code($0, limit: 100) } ?? "–"
            return "| \(MarkdownEscaper.inline(problem.field)) | \(MarkdownEscaper.code(problem.found, limit: 100)) "
                + "| \(MarkdownEscaper.inline(problem.accepted, limit: 300)) | \(nearest) |"
        }
        let more = rows.count > Self.mostRows ? "\n\n… and \(rows.count - Self.mostRows) more." : ""
        return """
            ### This brief can't be started yet

            Nothing was spent. Edit the issue so that the following is right, then put the label on it again or repeat the command.

            | field | found | accepted | nearest |
            |---|---|---|---|
            \(rows.prefix(Self.mostRows).joined(separator: "\n"))\(more)

            <details><summary>A brief that works</summary>

            Plain text is enough: the title and the text are the prompt. Whoever wants more answers the headings of the \
            issue form, or writes a block such as this one:

            ```yaml
            prompt: A lighthouse on a cliff at dawn, woodcut, calm sea
            count: 4
            size: 1024x1536
            palette: [navy, coral, cream]
            threshold: 80
            ```

            </details>
            """
    }

    /// A comment has 65,536 characters; a row at most about 600.
    private static let mostRows = 60
}
