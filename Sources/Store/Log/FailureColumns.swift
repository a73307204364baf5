import Core

/// The kind of a task's failure in two columns: a word, and for a transient one the microseconds asked for.
struct FailureColumns {
    let kind: String
    let retryAfter: Int64?

    init(kind: String, retryAfter: Int64?) {
        self.kind = kind
        self.retryAfter = retryAfter
    }

    init(_ failure: TaskFailure) {
        switch failure.kind {
        case .transient(let after):
            self.init(kind: "transient", retryAfter: after.map(Self.microseconds))
        case .permanent: self.init(kind: "permanent", retryAfter: nil)
        case .unknownOutcome: self.init(kind: "unknownOutcome", retryAfter: nil)
        case .needsPerson: self.init(kind: "needsPerson", retryAfter: nil)
        }
    }

    var failureKind: TaskFailure.Kind {
        get throws(RunLogError) {
            switch kind {
            case "transient": .transient(after: retryAfter.map { .microseconds($0) })
            case "permanent": .permanent
            case "unknownOutcome": .unknownOutcome
            case "needsPerson": .needsPerson
            default: throw .damaged(reason: "a late answer failed in a way that is unknown here, '\(kind)'")
            }
        }
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let parts = duration.components
        return parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
    }
}
