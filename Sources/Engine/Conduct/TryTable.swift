import Core

/// The tries at work in this process, each of which can be cut short.
///
/// Their tasks are not children of the conductor's: a stopped process must leave within seconds, whatever a library is still busy
/// with, and what such a try answers then is a late fact that nobody takes in.
struct TryTable {
    private var tries: [TaskID: Try] = [:]
    /// Those that have not been set to work yet.
    private var fresh: [Try] = []
    private var abandonments: [Task<Void, Never>] = []

    /// Takes a try in, which `begin` sets to work.
    mutating func add(_ order: TaskOrder, by agent: (any Agent)?, observer: (any RunObserver)?, answers: Mailbox) {
        let one = Try(order, by: agent, observer: observer, answers: answers)
        tries[order.task.id] = one
        fresh.append(one)
    }

    /// Sets the tries to work that were added since the last call.
    mutating func begin() {
        TryQueue.begin(fresh)
        fresh.removeAll()
    }

    /// Tells whatever works on a suspended try that its answer is not wanted any more.
    mutating func abandon(_ order: TaskOrder, token: String, by agent: (any Agent)?) {
        guard let agent else { return }
        abandonments.append(Task { await agent.abandon(order, token: token) })
    }

    /// Waits until everyone has been told, five seconds at most.
    mutating func finishAbandoning(time: any TimeSource) async {
        guard !abandonments.isEmpty else { return }
        let answer = FirstAnswer<Bool>()
        let told = Task { [abandonments] in
            for one in abandonments { await one.value }
            answer.give(true)
        }
        let clock = Task {
            try? await time.sleep(for: .seconds(5))  // Cancelled: everyone was told before.
            answer.give(false)
        }
        if await !answer.take() { for one in abandonments { one.cancel() } }
        told.cancel()
        clock.cancel()
        abandonments = []
    }

    mutating func ended(_ id: TaskID) { tries[id] = nil }
    func abort(_ id: TaskID) { tries[id]?.cut() }
    func abortAll() { for one in tries.values { one.cut() } }
}
