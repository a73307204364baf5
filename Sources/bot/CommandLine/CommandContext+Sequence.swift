import Core

extension CommandContext {
    /// The number of an event that an option names; nil where it is not given.
    func sequence(_ option: Option, of command: String, from least: Int) throws -> Int? {
        guard let text = arguments[option] else { return nil }
        guard let number = Int(text), number >= least else {
            throw UsageError(
                "--\(option.name) takes the number of an event from \(least), not '\(PlainText.line(text))'.",
                command: command)
        }
        return number
    }
}
