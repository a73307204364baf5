import Synchronization

/// What a seed was found to break; the first thing said is the cause, the later ones mostly follow from it.
final class Findings: Sendable {
    private let texts = Mutex<[String]>([])

    func add(_ text: String) { texts.withLock { $0.append(text) } }
    var all: [String] { texts.withLock { $0 } }
    var isEmpty: Bool { texts.withLock { $0.isEmpty } }
}
