import Core

extension HTMLReport {
    /// What the prompts were and what each step has made of them; nil where none was touched.
    var prompts: String? {
        let paths = PromptPath.paths(of: view)
        guard !paths.isEmpty else { return nil }
        return """
            <section aria-labelledby="prompts">
            <h2 id="prompts">How the prompts were rewritten</h2>
            \(paths.map(details).joined(separator: "\n"))
            </section>
            """
    }

    private func details(_ path: PromptPath) -> String {
        var rows = [row("the issue’s", path.original)]
        rows += path.steps.map { step in
            row(
                "\(HTML.foreign(step.step, limit: 40)) <small>\(HTML.foreign(step.model, limit: 60))\(step.isReused ? ", reused" : "")</small>",
                step.text
            )
        }
        if let kept = path.kept { rows.append(row("the issue’s was used", kept.reason)) }
        let count = path.steps.count
        return """
            <details class="asset">
            <summary><h3>\(HTML.foreign(path.key.text, limit: 80))</h3>
            <span class="soft">\(path.kept == nil ? "\(count) step\(count == 1 ? "" : "s")" : "not rewritten")</span></summary>
            <div class="inner"><table><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            </details>
            """
    }

    /// `head` is HTML already.
    private func row(_ head: String, _ text: String) -> String {
        "<tr><th scope=\"row\">\(head)</th>"
            + "<td class=\"prompt\" dir=\"auto\">\(HTML.text(text, keepsLines: true, limit: 4000))</td></tr>"
    }
}
