/// Why a command could not do its work, said for people, with the status that the process ends with.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
    let message: String
    let status: ExitStatus
    var description: String { message }

    init(_ message: String, status: ExitStatus = .failed) {
        self.message = message
        self.status = status
    }
}
