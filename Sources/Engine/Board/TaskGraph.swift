import Core

/// Where the tasks of a board stand, and who waits for whom: an index of what the tasks themselves say.
///
/// Two boards with the same tasks are equal, whatever their indices have kept of tasks that are final; so any two are.
struct TaskGraph: Hashable, Sendable {
    /// Open addressing over the tasks' names, a power of two long and at most three quarters full; -1 where free.
    ///
    /// It holds positions alone: a dictionary would keep every name a second time.
    private var slots: [Int32] = []
    /// For each task the last of its edges, by place in `edges`; -1 for none.
    private var lastEdges: [Int32] = []
    /// A ring for each task: the last edge leads to the first, so that one number a task is enough to append in order.
    private var edges: [Edge] = []
    /// A position that is likely to be asked for next.
    private var likely = 0

    private struct Edge {
        let dependent: Int32
        var next: Int32
    }

    static func == (left: TaskGraph, right: TaskGraph) -> Bool { true }
    func hash(into hasher: inout Hasher) {}

    /// `tasks` are those that were added, in order.
    func position(of id: TaskID, in tasks: [TaskState]) -> Int? {
        if likely < tasks.count, tasks[likely].task.id == id { return likely }
        guard !slots.isEmpty else { return nil }
        let found = slots[slot(of: id, in: tasks)]
        return found < 0 ? nil : Int(found)
    }

    /// Says which task the next question is likely to be about; any answer stays right.
    mutating func expect(_ position: Int) { likely = position }

    /// Makes room for the tasks of a plan, and for what they need.
    mutating func expect(tasks count: Int, needs: Int) {
        lastEdges.reserveCapacity(lastEdges.count + count)
        edges.reserveCapacity(edges.count + needs)
    }

    /// Where the name of a new task will stand; nil where it is taken.
    ///
    /// `tasks` are those before it.
    mutating func place(for id: TaskID, after tasks: [TaskState]) -> Int? {
        if (tasks.count + 1) * 4 > slots.count * 3 { widen(for: tasks) }
        let slot = slot(of: id, in: tasks)
        return slots[slot] < 0 ? slot : nil
    }

    /// Gives a new task its position, at the place that was found for its name.
    mutating func add(_ position: Int, at place: Int) {
        slots[place] = Int32(position)
        lastEdges.append(-1)
    }

    /// Where a name stands, or would.
    private func slot(of id: TaskID, in tasks: [TaskState]) -> Int {
        let mask = slots.count - 1
        var slot = id.hashValue & mask
        while slots[slot] >= 0, tasks[Int(slots[slot])].task.id != id { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func widen(for tasks: [TaskState]) {
        slots = Array(repeating: -1, count: max(16, slots.count * 2))
        for position in tasks.indices { slots[slot(of: tasks[position].task.id, in: tasks)] = Int32(position) }
    }

    /// Notes that `dependent` waits for the task at `need`.
    mutating func connect(_ need: Int, to dependent: Int) {
        let new = Int32(edges.count)
        let last = lastEdges[need]
        if last < 0 {
            edges.append(Edge(dependent: Int32(dependent), next: new))
        } else {
            edges.append(Edge(dependent: Int32(dependent), next: edges[Int(last)].next))
            edges[Int(last)].next = new
        }
        lastEdges[need] = new
    }

    /// Nobody waits for anybody any more.
    mutating func forgetEdges() {
        edges.removeAll(keepingCapacity: true)
        for position in lastEdges.indices { lastEdges[position] = -1 }
    }

    /// The first edge of a task; nil where nobody waits for it.
    func firstEdge(of position: Int) -> Int? {
        let last = lastEdges[position]
        return last < 0 ? nil : Int(edges[Int(last)].next)
    }

    /// The edge after another of the same task; nil after the last.
    func edge(after edge: Int, of position: Int) -> Int? {
        edge == Int(lastEdges[position]) ? nil : Int(edges[edge].next)
    }

    /// The position of the task that waits at an edge.
    func dependent(at edge: Int) -> Int { Int(edges[edge].dependent) }
}
