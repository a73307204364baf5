import Core

/// What this process looks after and looks for; whoever takes the run up finds it out again.
struct JobTable: Sendable {
    /// A try whose answer was lost, and what that means should nothing be found.
    struct Search: Sendable {
        let failure: TaskFailure
        let spending: Spending
        let cause: Int?
    }
    /// Positions of the suspended tries that are looked at again and again.
    private(set) var looked: Set<Int> = []
    /// Of those, the ones that were not seen at the last look, or not looked at yet since they were taken up, and since when.
    private var unseenSince: [Int: Timestamp] = [:]
    var searches: [Int: Search] = [:]

    /// Whether this process has nothing to wait for here.
    var isEmpty: Bool { looked.isEmpty && searches.isEmpty }

    mutating func look(after position: Int) { looked.insert(position) }

    /// Whether it was not seen until now.
    mutating func saw(_ position: Int) -> Bool { unseenSince.removeValue(forKey: position) != nil }

    /// Whether it was seen until now.
    mutating func miss(_ position: Int, at time: Timestamp) -> Bool {
        guard looked.contains(position), unseenSince[position] == nil else { return false }
        unseenSince[position] = time
        return true
    }

    /// When it is due: a job that can't be seen is given time beyond its deadline, as its answer may be there.
    func due(_ position: Int, deadline: Timestamp?, patience: Duration) -> Timestamp? {
        guard let deadline, let since = unseenSince[position] else { return deadline }
        return max(deadline, since) + patience
    }

    /// Whether it was looked after.
    mutating func stop(_ position: Int) -> Bool {
        unseenSince[position] = nil
        return looked.remove(position) != nil
    }

    /// What was looked after until now, in order.
    mutating func forgetAll() -> [Int] {
        defer { self = JobTable() }
        return looked.sorted()
    }
}
