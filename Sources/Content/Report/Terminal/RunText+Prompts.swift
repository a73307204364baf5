import Core

extension RunText {
    /// How many assets' prompts are shown in full; the page shows all.
    private static let mostPaths = 6

    /// What the prompts were and what each step has made of them; nothing where none was touched.
    static func prompts(of view: RunView, _ style: TerminalStyle, _ width: Int) -> [String] {
        let paths = PromptPath.paths(of: view)
        guard !paths.isEmpty else { return [] }
        var lines = ["", style.strong("Prompts")]
        for path in paths.prefix(mostPaths) {
            lines.append("  " + PlainText.line(path.key.text, limit: 80))
            var parts = [("the issue's", path.original)]
            parts += path.steps.map { ("\($0.step) (\($0.model)\($0.isReused ? ", reused" : ""))", $0.text) }
            if let kept = path.kept { parts.append(("the issue's was used", kept.reason)) }
            for (name, text) in parts {
                lines += wrapped("\(name): \(PlainText.line(text, limit: 1000))", width, indent: "    ")
            }
        }
        if paths.count > mostPaths { lines.append("  … and \(paths.count - mostPaths) more, in the report.") }
        return lines
    }
}
