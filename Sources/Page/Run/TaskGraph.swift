import Content
import Core
import Engine

/// The tasks of a run as a drawing shows them: one by one where they are few, else those of one kind and step together.
struct TaskGraph: Hashable, Sendable {
    struct Node: Hashable, Sendable {
        let title: String
        let detail: String
        let tone: Tone
        let layer: Int
        /// From the top of its layer.
        let row: Int
    }

    struct Edge: Hashable, Sendable {
        let from: Int
        let to: Int
    }

    /// More than so many below each other are too many to follow.
    static let mostRows = 12
    /// Beyond so many steps there is no drawing.
    static let mostLayers = 60

    let nodes: [Node]
    let edges: [Edge]

    init(_ tasks: [TaskState]) {
        let layers = TaskLayers.layers(of: tasks)
        var rows: [Int: Int] = [:]
        for layer in layers { rows[layer, default: 0] += 1 }
        let isGrouped = (rows.values.max() ?? 0) > Self.mostRows
        var groups: [String: Int] = [:]
        var members: [[Int]] = []
        var places: [Int] = []
        for (position, state) in tasks.enumerated() {
            let name = isGrouped ? "\(layers[position]) \(Self.kind(of: state.task))" : "\(position)"
            if let group = groups[name] {
                members[group].append(position)
                places.append(group)
            } else {
                groups[name] = members.count
                places.append(members.count)
                members.append([position])
            }
        }
        rows = [:]
        var order = [Int](repeating: 0, count: members.count)
        // What belongs to one asset stands in one row as far as possible, so that few lines cross.
        for group in members.indices.sorted(by: { tasks[members[$0][0]].task.id < tasks[members[$1][0]].task.id }) {
            let layer = layers[members[group][0]]
            order[group] = rows[layer, default: 0]
            rows[layer, default: 0] += 1
        }
        nodes = members.indices.map { group in
            Self.node(members[group].map { tasks[$0] }, layer: layers[members[group][0]], row: order[group])
        }
        edges = Self.edges(tasks, places)
    }

    /// `draw` of `draw/01@2`.
    private static func kind(of task: PlanTask) -> String {
        String(task.id.text.prefix { $0 != "/" && $0 != "@" })
    }

    private static func node(_ states: [TaskState], layer: Int, row: Int) -> Node {
        guard states.count > 1, let first = states.first else {
            let state = states[0]
            return Node(
                title: state.task.id.text, detail: state.status.rawValue, tone: state.status.tone, layer: layer,
                row: row)
        }
        let counts = TaskStatus.allCases.compactMap { status -> String? in
            let count = states.count { $0.status == status }
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }
        return Node(
            title: "\(kind(of: first.task)) ×\(states.count)", detail: counts.joined(separator: ", "),
            tone: tone(of: states), layer: layer, row: row)
    }

    /// What matters most of what is going on among them.
    private static func tone(of states: [TaskState]) -> Tone {
        let tones = Set(states.map(\.status.tone))
        return [.bad, .paused, .busy, .warning].first { tones.contains($0) }
            ?? (tones == [.good] ? .good : tones.contains(.good) ? .busy : .quiet)
    }

    private static func edges(_ tasks: [TaskState], _ places: [Int]) -> [Edge] {
        var positions: [TaskID: Int] = [:]
        for (position, state) in tasks.enumerated() { positions[state.task.id] = position }
        var seen: Set<Edge> = []
        var edges: [Edge] = []
        for (position, state) in tasks.enumerated() {
            let sources = state.task.needs.compactMap { positions[$0] } + [state.parent].compactMap { $0 }
            for source in sources where places[source] != places[position] {
                let edge = Edge(from: places[source], to: places[position])
                if seen.insert(edge).inserted { edges.append(edge) }
            }
        }
        return edges
    }
}
