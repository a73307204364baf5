import Core
import Engine

/// Shows a run as it goes: a line an event, and on a terminal a bar beneath that is redrawn.
actor ProgressObserver: RunObserver {
    private let console: Console
    private let time: any TimeSource
    private var bar: ProgressBar?
    private var done = 0
    private var total = 0
    private var activity = ""
    private var isBarShown = false

    init(console: Console, time: any TimeSource) {
        self.console = console
        self.time = time
    }

    func saw(_ events: [Event], board: Blackboard) {
        for event in events where console.isTold(.debug) {
            let stored = EventCodec.stored(event)
            console.note("\(stored.sequence) \(stored.type) \(PlainText.line(stored.payload))", level: .debug)
        }
        total = board.tasks.count
        done = total - board.openTasks
        if bar == nil { bar = ProgressBar(began: time.now(), doneBefore: done) }
        let lines = events.compactMap(EventLine.text(of:))
        guard console.terminal.isInteractive else {
            for line in lines { console.note("[\(done)/\(total)] \(line)") }
            return
        }
        wipe()
        for line in lines { console.note(line) }
        if board.status.isFinal { return }
        draw()
    }

    func saw(_ signal: Signal) {
        guard case .activity(_, let text) = signal else { return }
        activity = PlainText.line(text, limit: 60)
        guard console.terminal.isInteractive, isBarShown else { return }
        wipe()
        draw()
    }

    /// Leaves the terminal as it was: no half a line, no bar.
    func finish() { wipe() }

    private func draw() {
        guard let bar else { return }
        let line = bar.line(
            done: done, of: total, activity: activity, at: time.now(), columns: console.terminal.columns)
        console.terminal.err(line, newline: false)
        isBarShown = true
    }

    private func wipe() {
        guard isBarShown else { return }
        console.terminal.err("\r\u{1b}[2K", newline: false)
        isBarShown = false
    }
}
