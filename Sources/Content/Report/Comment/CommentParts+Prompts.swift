import Core

extension CommentParts {
    /// What the prompts were and what each step has made of them, folded.
    var prompts: String? {
        let paths = PromptPath.paths(of: report.view)
        let shown = paths.prefix(min(detail.items, 40))
        guard !shown.isEmpty else { return nil }
        var parts = shown.map(table)
        if shown.count < paths.count { parts.append("… and \(paths.count - shown.count) more, in the report.") }
        return Markdown.details("How the prompts were rewritten", parts.joined(separator: "\n\n"))
    }

    private func table(_ path: PromptPath) -> String {
        func words(_ text: String) -> String {
            MarkdownEscaper.inline(PlainText.line(text, limit: max(300, detail.prompt / 4)))
        }
        var rows = [["the issue's", "", words(path.original)]]
        rows += path.steps.map { step in
            [
                MarkdownEscaper.code(PlainText.line(step.step, limit: 40)),
                MarkdownEscaper.code(PlainText.line(step.model, limit: 60)) + (step.isReused ? ", reused" : ""),
                words(step.text),
            ]
        }
        if let kept = path.kept { rows.append(["the issue's was used", "", words(kept.reason)]) }
        let name = MarkdownEscaper.code(PlainText.line(path.key.text, limit: 80))
        return "**\(name)**\n\n" + Markdown.table(["Step", "Model", "Prompt"], align: ["-", "-", "-"], rows: rows)
    }
}
