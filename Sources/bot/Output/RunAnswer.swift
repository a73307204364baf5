import Content
import Core
import Engine

/// A run on standard output, as text or as the one object of `--json`.
struct RunAnswer: Sendable {
    let console: Console
    let isJSON: Bool

    /// `bytes`: what it takes in the history.
    func show(_ view: RunView, bytes: Int?) {
        if isJSON {
            console.json(RunJSON.show(view, bytes: bytes).text)
        } else {
            console.answer(
                RunText.show(
                    view, bytes: bytes, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
    }

    /// What is left of a run whose events were removed.
    func show(pruned run: RunSummary) {
        if isJSON {
            console.json(RunJSON.show(pruned: run).text)
        } else {
            console.answer(
                RunText.show(pruned: run, colours: console.terminal.hasColours, width: console.terminal.columns))
        }
    }
}
