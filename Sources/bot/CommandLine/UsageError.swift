/// What is wrong with a command line, and how to go on; exit status 2.
struct UsageError: Error, Hashable, CustomStringConvertible {
    let message: String
    /// The command whose help helps; nil for the general one.
    let command: String?
    var description: String { message }

    init(_ message: String, command: String? = nil) {
        self.message = message
        self.command = command
    }
}
