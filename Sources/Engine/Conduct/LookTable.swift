import Core

/// Looks after suspended tries at their agents' pace, and for what lost tries began; each look ends when its run has left.
struct LookTable {
    let time: any TimeSource
    let mailbox: Mailbox
    private var looks: [TaskID: Task<Void, Never>] = [:]

    init(time: any TimeSource, mailbox: Mailbox) {
        self.time = time
        self.mailbox = mailbox
    }

    /// Looks again and again until the answer is there.
    mutating func look(
        at token: String, for order: TaskOrder, after rest: Duration, by agent: (any Agent)?,
        observer: (any RunObserver)?
    ) {
        guard let agent else { return }
        stop(order.task.id)
        let signals = SignalRelay(observer: observer)
        looks[order.task.id] = Task { [time, mailbox] in
            var rest = rest
            while (try? await time.sleep(for: rest)) != nil, !Task.isCancelled {  // Cancelled: nobody waits any more.
                let asked = time.now()
                let look = await agent.look(at: token, for: order, signals: signals)
                mailbox.send(.looked(order.task.id, tryNumber: order.tryNumber, look, asked: asked))
                switch look {
                case .completed: return
                case .working(let wish), .unseen(let wish):
                    // One that would be looked at without a rest would keep a whole core busy.
                    rest = max(wish ?? .zero, agent.pace(of: order) ?? .zero, .milliseconds(100))
                }
            }
        }
    }

    mutating func search(
        for order: TaskOrder, since start: Timestamp, by agent: (any Agent)?, observer: (any RunObserver)?
    ) {
        stop(order.task.id)
        let signals = SignalRelay(observer: observer)
        looks[order.task.id] = Task { [mailbox] in
            let found =
                await agent?.find(order, begunAfter: start, signals: signals) ?? .unknown(reason: "its agent is gone")
            mailbox.send(.searched(order.task.id, tryNumber: order.tryNumber, found))
        }
    }

    mutating func stop(_ id: TaskID) { looks.removeValue(forKey: id)?.cancel() }
    func stopAll() { for look in looks.values { look.cancel() } }
}
