import Core

/// Where the tasks of a board stand, and who waits for whom: an index of what the tasks themselves say.
///
/// Two boards with the same tasks are equal, whatever their indices have kept of tasks that are final; so any two are.
struct TaskGraph: Hashable, Sendable {
    private var positions: [TaskID: Int32] = [:]
    /// For each task the last of its edges, by place in `edges`; -1 for none.
    private var lastEdges: [Int32] = []
    /// A ring for each task: the last edge leads to the first, so that one number a task is enough to append in order.
    private var edges: [Edge] = []

    private struct Edge {
        let dependent: Int32
        var next: Int32
    }

    static func == (left: TaskGraph, right: TaskGraph) -> Bool { true }
    func hash(into hasher: inout Hasher) {}

    func position(of task: TaskID) -> Int? { positions[task].map { Int($0) } }

    /// Makes room for the tasks of a plan.
    mutating func expect(tasks count: Int) {
        positions.reserveCapacity(positions.count + count)
        lastEdges.reserveCapacity(lastEdges.count + count)
    }

    /// Gives a new task the next position.
    mutating func add(_ task: TaskID) {
        positions[task] = Int32(lastEdges.count)
        lastEdges.append(-1)
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
