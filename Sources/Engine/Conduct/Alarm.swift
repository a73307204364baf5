import Core

/// Tells the conductor the time when the next retry or deadline is due.
struct Alarm {
    private let time: any TimeSource
    private let mailbox: Mailbox
    private var due: Timestamp?
    private var sleeper: Task<Void, Never>?

    init(time: any TimeSource, mailbox: Mailbox) {
        self.time = time
        self.mailbox = mailbox
    }

    /// An earlier moment replaces a later one; a moment that has passed rings at once.
    mutating func set(for moment: Timestamp?) {
        guard let moment else { return cancel() }
        guard moment != due else { return }
        cancel()
        due = moment
        let delay = max(.zero, moment - time.now())
        sleeper = Task { [time, mailbox] in
            guard (try? await time.sleep(for: delay)) != nil else { return }  // Cancelled: another moment is due.
            mailbox.send(.tick)
        }
    }

    /// It has rung: what it rang for may be set again, as it must where the clock has not come so far after all.
    mutating func rang() { due = nil }

    mutating func cancel() {
        sleeper?.cancel()
        sleeper = nil
        due = nil
    }
}
