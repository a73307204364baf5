package import Core

/// One task as the events so far leave it.
///
/// A run may have a hundred thousand of these in memory: what every task has is kept narrow and in this order, and what few
/// have stands in `TaskExtras`.
package struct TaskState: Hashable, Sendable {
    package private(set) var task: PlanTask
    private var triesMade: Int32 = 0
    package internal(set) var output: JSONValue = .null
    /// Of the epoch, in milliseconds; `never` where it has not come to that.
    private var started = Self.never
    private var finished = Self.never
    /// Needs that are not final yet, and of those that are, how many brought nothing.
    var openNeeds: Int32 = 0
    var failedNeeds: Int32 = 0
    /// Spawned tasks that are not final yet.
    var openChildren: Int32 = 0
    /// The sequences of the events that say what it is and what it put out; nought where it put out nothing.
    let added: Int32
    var told: Int32 = 0
    package internal(set) var status = TaskStatus.pending
    private var rare = Rare.nothing

    private indirect enum Rare: Hashable, Sendable {
        case nothing
        case some(TaskExtras)
    }

    /// `added` is the sequence of the event that says so.
    init(_ task: PlanTask, added: Int) {
        self.task = task
        self.added = Int32(added)
    }

    private static let never = Int64.min

    package internal(set) var startedAt: Timestamp? {
        get { started == Self.never ? nil : Timestamp(milliseconds: started) }
        set { started = newValue?.milliseconds ?? Self.never }
    }

    package internal(set) var finishedAt: Timestamp? {
        get { finished == Self.never ? nil : Timestamp(milliseconds: finished) }
        set { finished = newValue?.milliseconds ?? Self.never }
    }

    /// Takes over another task's template where it says the same.
    mutating func share(with other: TaskState?) { task.share(with: other?.task) }

    /// Has it wait for more than it was planned to.
    mutating func wait(for needs: [TaskID]) {
        guard !needs.isEmpty else { return }
        task.needs += needs
        change { $0.awaited += needs }
    }

    /// How often it was started.
    package internal(set) var tries: Int {
        get { Int(triesMade) }
        set { triesMade = Int32(newValue) }
    }

    /// What few tasks have.
    var extras: TaskExtras? {
        get {
            guard case .some(let extras) = rare else { return nil }
            return extras
        }
        set {
            if let newValue, newValue != TaskExtras() { rare = .some(newValue) } else { rare = .nothing }
        }
    }

    /// Whether those that need it can count on it.
    package var isSatisfied: Bool {
        status == .succeeded || isUncalledFor || status == .failed && task.onFailure == .degrade
    }
}

extension TaskState {
    /// What is missing from what was asked for, though the task succeeded.
    package internal(set) var shortfall: String? {
        get { extras?.shortfall }
        set { if newValue != shortfall { change { $0.shortfall = newValue } } }
    }
    package internal(set) var failure: String? {
        get { extras?.failure }
        set { if newValue != failure { change { $0.failure = newValue } } }
    }
    package internal(set) var reserved: MicroDollars {
        get { extras?.reserved ?? .zero }
        set { if newValue != reserved { change { $0.reserved = newValue } } }
    }
    package internal(set) var spent: MicroDollars {
        get { extras?.spent ?? .zero }
        set { if newValue != spent { change { $0.spent = newValue } } }
    }
    package internal(set) var unknown: MicroDollars {
        get { extras?.unknown ?? .zero }
        set { if newValue != unknown { change { $0.unknown = newValue } } }
    }
    /// Whether it was escalated for something that a person can mend, so that resuming the run tries again.
    package internal(set) var needsPerson: Bool {
        get { extras?.needsPerson ?? false }
        set { if newValue != needsPerson { change { $0.needsPerson = newValue } } }
    }
    /// When a retry is due, or a suspended try is given up.
    package internal(set) var due: Timestamp? {
        get { extras?.due }
        set { if newValue != due { change { $0.due = newValue } } }
    }
    /// What a late completion must name.
    package internal(set) var token: String? {
        get { extras?.token }
        set { if newValue != token { change { $0.token = newValue } } }
    }
    /// Position of the task that spawned it.
    package internal(set) var parent: Int? {
        get { extras?.parent }
        set { if newValue != parent { change { $0.parent = newValue } } }
    }
    /// Whether it spawned tasks, and ends when they have.
    package internal(set) var isParent: Bool {
        get { extras?.isParent ?? false }
        set { if newValue != isParent { change { $0.isParent = newValue } } }
    }
    /// Those of its needs that it was not planned with: the last ones.
    var awaited: [TaskID] { extras?.awaited ?? [] }
    /// Whether it was skipped because its `when` did not hold.
    package internal(set) var isUncalledFor: Bool {
        get { extras?.isUncalledFor ?? false }
        set { if newValue != isUncalledFor { change { $0.isUncalledFor = newValue } } }
    }

    private mutating func change(_ work: (inout TaskExtras) -> Void) {
        var changed = extras ?? TaskExtras()
        work(&changed)
        extras = changed
    }
}
