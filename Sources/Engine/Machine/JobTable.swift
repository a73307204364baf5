import Core

/// What this process looks after and looks for; whoever takes the run up finds it out again.
struct JobTable: Sendable {
    /// A try whose answer was lost, and what that means should nothing be found.
    struct Search: Sendable {
        let failure: TaskFailure
        let spending: Spending
        let cause: Int?
    }
    /// Since when a job has not been seen, and at how many looks.
    struct Blindness: Sendable {
        let since: Timestamp
        var looks = 0
    }
    /// Positions of the suspended tries that are looked at again and again.
    private(set) var looked: Set<Int> = []
    /// Of those, the ones that were not seen at the last look.
    private var unseen: [Int: Blindness] = [:]
    var searches: [Int: Search] = [:]

    /// Whether this process has nothing to wait for here.
    var isEmpty: Bool { looked.isEmpty && searches.isEmpty }

    mutating func look(after position: Int) { looked.insert(position) }

    mutating func saw(_ position: Int) { unseen[position] = nil }

    /// Counts a look that showed nothing.
    mutating func miss(_ position: Int, at time: Timestamp) -> Blindness {
        unseen[position, default: Blindness(since: time)].looks += 1
        return unseen[position, default: Blindness(since: time)]
    }

    /// Whether it was looked after.
    mutating func stop(_ position: Int) -> Bool {
        unseen[position] = nil
        return looked.remove(position) != nil
    }

    /// What was looked after until now, in order.
    mutating func forgetAll() -> [Int] {
        defer { self = JobTable() }
        return looked.sorted()
    }
}
