import Core
@preconcurrency @unsafe import Dispatch
import Glibc

/// Turns SIGINT and SIGTERM into the stages of stopping: asked, then forced by a second signal or by time, then overdue.
final class SignalWatch: Sendable {
    enum Stage: Sendable { case asked, forced, overdue }

    private let sources: [any DispatchSourceSignal]
    private let state: Progress

    /// `grace`: how long after the first signal it takes for the second stage to come by itself; nil where nothing paid can be in
    /// flight, and then a first signal is enough for the last stage.
    init(grace: Duration?, _ handler: @escaping @Sendable (Stage) -> Void) {
        let queue = DispatchQueue(label: "signals")
        let state = Progress(queue: queue, grace: grace, handler: handler)
        self.state = state
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { @Sendable in state.received() }
            source.resume()
            return source
        }
    }

    /// Nothing is called back any more; the signals stay ignored until the process ends, which is soon.
    func cancel() {
        for source in sources { source.cancel() }
        state.end()
    }

    /// From now on a signal ends the process at once, as it may where nothing is at work in it.
    static func standDown() {
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// Touched on the watch's queue alone.
    private final class Progress: @unchecked Sendable {
        private let queue: DispatchQueue
        private let grace: Duration?
        private let handler: @Sendable (Stage) -> Void
        private var signals = 0
        private var isOver = false

        init(queue: DispatchQueue, grace: Duration?, handler: @escaping @Sendable (Stage) -> Void) {
            self.queue = queue
            self.grace = grace
            self.handler = handler
        }

        func received() {
            signals += 1
            switch signals {
            case 1:
                handler(.asked)
                if let grace {
                    after(grace) { self.force() }
                } else {
                    after(Self.lastWait) { self.finish(.overdue) }
                }
            case 2: force()
            default: finish(.overdue)
            }
        }

        func end() { queue.async { self.isOver = true } }

        private func force() {
            guard !isOver else { return }
            finish(.forced)
            // What the run does not leave by itself within this time is left for it.
            after(Self.lastWait) { self.finish(.overdue) }
        }

        /// The process is gone within two seconds.
        private static let lastWait = Duration.milliseconds(1900)

        private func finish(_ stage: Stage) {
            guard !isOver else { return }
            handler(stage)
        }

        private func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
            queue.asyncAfter(deadline: .now() + .milliseconds(Int(delay.milliseconds)), execute: work)
        }
    }
}
