import Core

/// What few tasks have besides their state; each member is what it is called in `TaskState`.
struct TaskExtras: Hashable, Sendable {
    var shortfall: String?
    var failure: String?
    var reserved = MicroDollars.zero
    var spent = MicroDollars.zero
    var unknown = MicroDollars.zero
    var needsPerson = false
    var due: Timestamp?
    var token: String?
    var parent: Int?
    var isParent = false
    var isUncalledFor = false
    var awaited: [TaskID] = []
}
