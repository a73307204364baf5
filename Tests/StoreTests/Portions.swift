import Core

/// Batches made beforehand, given out one after the other.
struct Portions: BatchSource {
    private var batches: [EventBatch]

    init(_ batches: [EventBatch]) { self.batches = batches }

    var isEmpty: Bool { batches.isEmpty }

    mutating func next() -> EventBatch? { batches.isEmpty ? nil : batches.removeFirst() }
}
