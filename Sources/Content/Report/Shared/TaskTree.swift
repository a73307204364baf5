package import Core

/// The tasks of a run as a forest, in which each stands once.
///
/// A task hangs under the one that spawned it, else under the only one that it needs; one that needs several stands by
/// itself and says what it comes after.
package struct TaskTree: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        /// Position in the tasks given.
        package let position: Int
        /// `├─ `, `│  └─ `: what stands before the name.
        package let branch: String
        /// What it comes after, where the tree does not show it.
        package let after: [TaskID]
    }

    /// Columns of indentation from which a chain goes on straight down, lest a long one fill the memory.
    private static let deepest = 60

    /// From top to bottom.
    package let rows: [Row]

    /// `spawner` gives the position of the task that spawned the one at a position.
    package init(_ tasks: [PlanTask], spawner: (Int) -> Int? = { _ in nil }) {
        var positions: [TaskID: Int] = [:]
        for (position, task) in tasks.enumerated() { positions[task.id] = position }
        var children = [[Int]](repeating: [], count: tasks.count)
        var roots: [Int] = []
        for (position, task) in tasks.enumerated() {
            let parent = spawner(position) ?? (task.needs.count == 1 ? positions[task.needs[0]] : nil)
            if let parent, parent < position {  // Needs stand first, so that no cycle can come up here.
                children[parent].append(position)
            } else {
                roots.append(position)
            }
        }
        var rows: [Row] = []
        rows.reserveCapacity(tasks.count)
        var waiting = roots.reversed().map { (position: $0, branch: "", indent: "") }
        while let (position, branch, indent) = waiting.popLast() {
            let needs = tasks[position].needs
            rows.append(Row(position: position, branch: branch, after: branch.isEmpty ? needs : []))
            let below = children[position]
            for (index, child) in below.enumerated().reversed() {
                let isLast = index == below.count - 1
                let deeper = indent.count < Self.deepest ? indent + (isLast ? "   " : "│  ") : indent
                waiting.append((child, indent + (isLast ? "└─ " : "├─ "), deeper))
            }
        }
        self.rows = rows
    }
}
