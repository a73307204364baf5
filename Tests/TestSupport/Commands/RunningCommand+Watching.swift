import Foundation

extension RunningCommand {
    /// What it has put out on standard error so far.
    package var errorsSoFar: String { String(decoding: Self.bytes(files.path("err")), as: UTF8.self) }

    /// Waits until its standard error says something; false where it ended without.
    package func says(_ text: String) async -> Bool {
        while !errorsSoFar.contains(text) {
            guard isRunning else { return errorsSoFar.contains(text) }
            guard (try? await Task.sleep(for: .milliseconds(4))) != nil else { return false }  // Cancelled.
        }
        return true
    }

    /// Sends a signal when a time has passed, unless it has ended by then, and waits for its end.
    package func result(sending signal: Int32, after delay: Duration) async -> CommandResult {
        let sender = Task {
            guard (try? await Task.sleep(for: delay)) != nil else { return }  // Cancelled: it has ended.
            send(signal: signal)
        }
        defer { sender.cancel() }
        return await result()
    }
}
