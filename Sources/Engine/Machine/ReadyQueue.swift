/// The tasks that may start, the most urgent first: by priority, then by their place in the plan.
struct ReadyQueue: Sendable {
    private var heap: [Entry] = []
    private struct Entry: Comparable {
        let priority: Int
        let position: Int

        static func < (left: Entry, right: Entry) -> Bool {
            (left.priority, left.position) < (right.priority, right.position)
        }
    }

    var isEmpty: Bool { heap.isEmpty }

    mutating func push(_ position: Int, priority: Int) {
        heap.append(Entry(priority: priority, position: position))
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Int? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink(0)
        }
        return first.position
    }

    mutating func removeAll() { heap.removeAll() }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
