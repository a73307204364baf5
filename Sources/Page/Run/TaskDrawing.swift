import Content

/// A drawing of a run's tasks: steps from left to right, what needs what as lines between them.
///
/// It says nothing that the table below it does not, so it is left out for who can't see it.
enum TaskDrawing {
    private static let width = 156
    private static let height = 44
    private static let column = 196
    private static let line = 56

    /// Nil where there is nothing to draw, or too much.
    static func drawing(of graph: TaskGraph) -> Markup? {
        let layers = (graph.nodes.map(\.layer).max() ?? 0) + 1
        let rows = (graph.nodes.map(\.row).max() ?? 0) + 1
        guard !graph.nodes.isEmpty, layers <= TaskGraph.mostLayers, rows <= 4 * TaskGraph.mostRows else { return nil }
        var heights: [Int: Int] = [:]
        for node in graph.nodes { heights[node.layer, default: 0] += 1 }
        let places = graph.nodes.map { node -> (x: Int, y: Int) in
            let free = (rows - (heights[node.layer] ?? rows)) * line / 2
            return (node.layer * column + 2, node.row * line + free + 2)
        }
        let wide = layers * column - (column - width) + 4
        let high = rows * line - (line - height) + 4
        return """
            <div class="scroll graph" tabindex="0" role="region" aria-label="Drawing of the tasks">
            <svg viewBox="0 0 \(wide) \(high)" width="\(wide)" height="\(high)" aria-hidden="true" focusable="false">
            \(graph.edges.map { edge(from: places[$0.from], to: places[$0.to]) })
            \(zip(graph.nodes, places).map { node($0, at: $1) })
            </svg></div>
            """
    }

    private static func edge(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) -> Markup {
        let (left, right) = (start.x + width, end.x)
        let (top, bottom) = (start.y + height / 2, end.y + height / 2)
        let bend = max(16, (right - left) / 2)
        return "<path d=\"M\(left) \(top)C\(left + bend) \(top) \(right - bend) \(bottom) \(right) \(bottom)\"/>"
    }

    private static func node(_ node: TaskGraph.Node, at place: (x: Int, y: Int)) -> Markup {
        """
        <g class="node \(node.tone.rawValue)"><title>\(node.title, limit: 200): \(node.detail, limit: 200)</title>
        <rect x="\(place.x)" y="\(place.y)" width="\(width)" height="\(height)" rx="7"/>
        <text class="mark" x="\(place.x + 12)" y="\(place.y + 19)">\(node.tone.mark)</text>
        <text x="\(place.x + 28)" y="\(place.y + 19)">\(node.title, limit: 17)</text>
        <text class="detail" x="\(place.x + 28)" y="\(place.y + 35)">\(node.detail, limit: 20)</text></g>
        """
    }
}
