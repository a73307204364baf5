import Core
import FoundationEssentials

/// The clock of this machine.
struct BenchTime: TimeSource {
    func now() -> Timestamp { Timestamp(Date()) }
    func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
