/// Why a command could not do its work, said for people, with the status that the process ends with.
struct CommandFailure: Error, Sendable {
    let message: String
    let status: ExitStatus

    init(_ message: String, status: ExitStatus = .failed) {
        self.message = message
        self.status = status
    }
}
