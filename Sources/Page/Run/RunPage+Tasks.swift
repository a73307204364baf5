import Content
import Core
import Engine

/// What the run does, in what order, and how far it has come.
extension RunPage {
    /// How many tasks the table lists.
    private static var mostTasks: Int { 400 }

    var tasks: Markup {
        let states = view.board.tasks
        let layers = TaskLayers.layers(of: states)
        let order = states.indices.sorted { (layers[$0], $0) < (layers[$1], $1) }
        let rows = order.prefix(Self.mostTasks).map { row(states[$0], layer: layers[$0]) }
        let more: Markup =
            states.count > Self.mostTasks
            ? "<p class=\"soft\">The table has the first \(Self.mostTasks) of \(states.count) tasks.</p>" : ""
        return """
            \(title("tasks", "Tasks"))
            \(TaskDrawing.drawing(of: TaskGraph(states)))
            <details id="task-table"><summary>As a table</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Tasks"><table>
            <caption>Each task, by the step in which it can be at the earliest</caption>
            <thead><tr><th scope="col" class="figure">Step</th><th scope="col">Task</th><th scope="col">State</th>
            <th scope="col">Needs</th><th scope="col" class="figure">Tries</th><th scope="col" class="figure">Time</th>
            <th scope="col" class="figure">Cost</th><th scope="col">Note</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>\(more)</details>
            """
    }

    private func row(_ state: TaskState, layer: Int) -> Markup {
        let time =
            if let start = state.startedAt, let end = state.finishedAt { Figures.duration(end - start) } else { "" }
        let cost = state.spent + state.unknown
        let needs = state.task.needs.prefix(4).map(\.text).joined(separator: ", ")
        let rest: Markup = state.task.needs.count > 4 ? " and \(state.task.needs.count - 4) more" : ""
        let note = (state.status == .succeeded ? nil : state.failure) ?? state.shortfall ?? ""
        return """
            <tr><td class="figure">\(layer + 1)</td><th scope="row"><code>\(state.task.id.text, limit: 80)</code></th>
            <td>\(state.status.tone.badge(state.status.rawValue))</td><td class="soft">\(needs, limit: 200)\(rest)</td>
            <td class="figure">\(state.tries)</td><td class="figure">\(time)</td>
            <td class="figure">\(cost > .zero ? Figures.money(cost) : "")</td><td>\(foreign: note, limit: 400)</td></tr>
            """
    }
}
