import Core

/// Hands signals to the observer as they come; they are shown and never kept.
struct SignalRelay: SignalSink {
    let observer: (any RunObserver)?

    func send(_ signal: Signal) {
        guard let observer else { return }
        // Nobody waits for a signal: an agent must not be slowed down by whoever watches it.
        Task { await observer.saw(signal) }
    }
}
