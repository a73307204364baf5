import Core

/// The tasks that wait for a time, and the first of their times, which every step asks for.
struct DueTable: Sendable {
    private struct Entry: Comparable {
        let due: Timestamp
        let position: Int

        static func < (left: Entry, right: Entry) -> Bool {
            (left.due, left.position) < (right.due, right.position)
        }
    }
    private var dues: [Int: Timestamp] = [:]
    /// Also has entries of tasks that wait no longer, or for another time; those are dropped when they come first.
    private var heap = Heap<Entry>()

    var positions: some Collection<Int> { dues.keys }
    /// The first time that a task waits for, once what has changed has been dropped; nil where none waits.
    var first: Timestamp? { heap.first?.due }

    func contains(_ position: Int) -> Bool { dues[position] != nil }

    /// In place of the time that the task waited for before.
    mutating func insert(_ position: Int, due: Timestamp) {
        guard dues.updateValue(due, forKey: position) != due else { return }
        heap.push(Entry(due: due, position: position))
    }

    mutating func remove(_ position: Int) { dues[position] = nil }

    mutating func removeAll() {
        dues.removeAll()
        heap.removeAll()
    }

    /// Brings the first time up to date; `due` gives a task's own, nil where it waits for none.
    mutating func dropStale(_ due: (Int) -> Timestamp?) {
        while let first = heap.first {
            let isKnown = dues[first.position] == first.due
            if isKnown, due(first.position) == first.due { return }
            heap.pop()
            if isKnown { dues[first.position] = nil }
        }
    }
}
