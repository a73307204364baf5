/// Who holds which named lock of a run, and who waits for one.
///
/// A task takes all of its locks at once or none, so that no two tasks can wait for each other.
struct LockTable: Sendable {
    private var holders: [String: Int] = [:]
    private var waiting: [String: [Int]] = [:]

    /// The first of the names that another task than the one at `position` holds.
    func obstacle(for position: Int, among names: [String]) -> String? {
        names.first { name in holders[name].map { $0 != position } ?? false }
    }

    /// Has a task wait until a lock is free.
    mutating func wait(_ position: Int, for name: String) { waiting[name, default: []].append(position) }

    mutating func take(_ names: [String], for position: Int) {
        for name in names { holders[name] = position }
    }

    /// Gives back what a task holds, and tells who waited for it.
    mutating func release(_ names: [String], of position: Int) -> [Int] {
        var freed: [Int] = []
        for name in names where holders[name] == position {
            holders[name] = nil
            freed += waiting.removeValue(forKey: name) ?? []
        }
        return freed
    }
}
