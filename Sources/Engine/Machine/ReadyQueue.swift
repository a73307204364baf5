/// The tasks that may start, the most urgent first: by priority, then by their place in the plan.
struct ReadyQueue: Sendable {
    private var heap = Heap<Entry>()
    private struct Entry: Comparable {
        let priority: Int
        let position: Int

        static func < (left: Entry, right: Entry) -> Bool {
            (left.priority, left.position) < (right.priority, right.position)
        }
    }

    var isEmpty: Bool { heap.isEmpty }

    mutating func push(_ position: Int, priority: Int) { heap.push(Entry(priority: priority, position: position)) }

    mutating func pop() -> Int? { heap.pop()?.position }

    mutating func removeAll() { heap.removeAll() }
}
