import Synchronization

/// A number that several tasks change.
final class Counter: Sendable {
    private let value = Atomic(0)

    /// The number after the change.
    func add(_ change: Int) -> Int { value.add(change, ordering: .sequentiallyConsistent).newValue }
}
