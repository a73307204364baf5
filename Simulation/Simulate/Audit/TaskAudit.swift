import Core

/// A task as the audit sees it: reckoned from the stored events alone, by rules of its own.
struct TaskAudit: Sendable {
    /// What a try came to.
    struct Outcome: Sendable {
        let settled: MicroDollars
        let unknown: MicroDollars
        /// Whether the same may be bought again.
        let mayRepeat: Bool
    }
    let uses: String
    var needs: [TaskID]
    let gathers: Bool
    let price: MicroDollars
    /// Whether its condition holds.
    let holds: Bool
    /// Names of which it must be the only holder.
    let locks: [String]
    let retry: RetryPolicy
    let parent: TaskID?
    /// Whether what needs it goes on without it.
    let degrades: Bool
    var asset: String?
    var status = TaskStatus.pending
    var tries = 0
    var output = JSONValue.null
    var reserved = MicroDollars.zero
    var spent = MicroDollars.zero
    var unknown = MicroDollars.zero
    var token: String?
    /// The gate that it stands behind.
    var gate: String?
    /// What the model costs that was chosen for its next try.
    var chosen: MicroDollars?
    /// Whether it is to be skipped, as nothing else is left to try.
    var isGivenUp = false
    /// The tries before a person had it tried anew.
    var earlierTries = 0
    var due: Timestamp?
    var needsPerson = false
    var isUncalledFor = false
    var shortfall: String?
    var failureKind: String?
    var children: [TaskID] = []
    /// What came late of tries that had been given up, and is as people want it.
    var late: [JSONValue] = []
    /// The tries before a person last asked for something else.
    var revisedTries = 0
    var outcomes: [Int: Outcome] = [:]

    /// What must not simply be made again.
    var isPaid: Bool { uses == "paint" || uses == "film" }
    var isSatisfied: Bool { status == .succeeded || isUncalledFor || (status == .failed && degrades) }

    /// A person asks for something else than what was tried so far.
    mutating func revise() {
        late = []
        revisedTries = tries
    }

    init(_ payload: JSONValue) {
        uses = payload["uses"]?.string ?? ""
        needs = (payload["needs"]?.array ?? []).compactMap { $0.string.map { TaskID($0) } }
        gathers = payload["gathers"]?.bool ?? false
        price = MicroDollars(Int64(payload["parameters"]?["price"]?.integer ?? 0))
        holds = payload["parameters"]?["holds"]?.bool ?? true
        parent = payload["spawnedBy"]?.string.map { TaskID($0) }
        locks = (payload["locks"]?.array ?? []).compactMap(\.string)
        degrades = payload["onFailure"]?.string == "degrade"
        let plain = RetryPolicy()
        retry = RetryPolicy(
            tries: payload["retry"]?["tries"]?.integer ?? plain.tries,
            backoff: payload["retry"]?["backoff"]?.integer.map { .milliseconds($0) } ?? plain.backoff,
            longest: payload["retry"]?["longest"]?.integer.map { .milliseconds($0) } ?? plain.longest)
    }
}
