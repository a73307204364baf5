import Core
import Engine

/// In which step of a run each task can be at the earliest: behind everything that it waits for.
///
/// A task waits for its needs, and for all that a need has spawned.
enum TaskLayers {
    /// A layer for each task, counted from 0, by position.
    static func layers(of tasks: [TaskState]) -> [Int] {
        var positions: [TaskID: Int] = [:]
        positions.reserveCapacity(tasks.count)
        for (position, state) in tasks.enumerated() { positions[state.task.id] = position }
        var children: [Int: [Int]] = [:]
        for (position, state) in tasks.enumerated() {
            if let parent = state.parent, tasks.indices.contains(parent) {
                children[parent, default: []].append(position)
            }
        }
        var waits = [[Int]](repeating: [], count: tasks.count)
        var open = [Int](repeating: 0, count: tasks.count)
        for (position, state) in tasks.enumerated() {
            var sources: Set<Int> = []
            for need in state.task.needs {
                guard let at = positions[need], at != position else { continue }
                sources.insert(at)
                for child in children[at] ?? [] where child != position { sources.insert(child) }
            }
            if let parent = state.parent, tasks.indices.contains(parent) { sources.insert(parent) }
            for source in sources { waits[source].append(position) }
            open[position] = sources.count
        }
        var layers = [Int](repeating: 0, count: tasks.count)
        var ready = tasks.indices.filter { open[$0] == 0 }
        while let position = ready.popLast() {
            for next in waits[position] {
                layers[next] = max(layers[next], layers[position] + 1)
                open[next] -= 1
                if open[next] == 0 { ready.append(next) }
            }
        }
        return layers
    }
}
