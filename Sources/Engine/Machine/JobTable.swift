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
    /// Of those, the ones that were taken up and not looked at yet: their deadlines count from the first look on.
    private var unseen: Set<Int> = []
    var searches: [Int: Search] = [:]

    /// Whether this process has nothing to wait for here.
    var isEmpty: Bool { looked.isEmpty && searches.isEmpty }

    mutating func look(after position: Int, isUnseen: Bool) {
        looked.insert(position)
        if isUnseen { unseen.insert(position) }
    }

    /// Whether it is the first look at a try that was taken up.
    mutating func saw(_ position: Int) -> Bool { unseen.remove(position) != nil }

    /// Whether it was looked after.
    mutating func stop(_ position: Int) -> Bool {
        unseen.remove(position)
        return looked.remove(position) != nil
    }

    /// What was looked after until now, in order.
    mutating func forgetAll() -> [Int] {
        defer { self = JobTable() }
        return looked.sorted()
    }
}
