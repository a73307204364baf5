import Core
import Synchronization

/// How often each job that is under way here has been looked at.
final class LookCount: Sendable {
    private let looks = Mutex<[String: Int]>([:])

    /// Counts one more, and gives how many there were with it.
    func another(at token: String, of order: TaskOrder) -> Int {
        looks.withLock { looks in
            looks[Self.name(token, order), default: 0] += 1
            return looks[Self.name(token, order)] ?? 1
        }
    }

    func forget(_ token: String, of order: TaskOrder) {
        looks.withLock { _ = $0.removeValue(forKey: Self.name(token, order)) }
    }

    private static func name(_ token: String, _ order: TaskOrder) -> String {
        "\(order.run)/\(order.task.id)/\(order.tryNumber)/\(token)"
    }
}
