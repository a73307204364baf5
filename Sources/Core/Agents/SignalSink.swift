/// Takes progress that is shown and never logged.
package protocol SignalSink: Sendable {
    func send(_ signal: Signal)
}
