import Core

/// The words after a command's name, split into what the command accepts.
struct Arguments: Sendable {
    let operands: [String]
    private let values: [String: String]
    private let flags: Set<String>

    /// Throws a `UsageError` for an option that the command does not have, a missing value, or a wrong number of operands.
    init(_ words: some Collection<String>, for command: CommandDescription) throws(UsageError) {
        var operands: [String] = []
        var values: [String: String] = [:]
        var flags: Set<String> = []
        var rest = words.makeIterator()
        var isOver = false
        while let word = rest.next() {
            guard !isOver, word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            if word == "--" {
                isOver = true
                continue
            }
            if word == "-h" {
                flags.insert("help")
                continue
            }
            let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? ""
            guard let option = command.options.first(where: { $0.name == name }) else {
                let near =
                    Nearest.word(to: name, among: command.options.map(\.name)).map { " Did you mean --\($0)?" } ?? ""
                throw UsageError("'bot \(command.name)' has no option \(word).\(near)", command: command.name)
            }
            if let value = option.value {
                guard let given = parts.count == 2 ? String(parts[1]) : rest.next() else {
                    throw UsageError("--\(name) needs a value: --\(name) \(value).", command: command.name)
                }
                values[name] = given
            } else {
                guard parts.count == 1 else {
                    throw UsageError("--\(name) takes no value.", command: command.name)
                }
                flags.insert(name)
            }
        }
        if !flags.contains("help") {
            guard command.operandCount.contains(operands.count) else {
                let problem =
                    operands.count < command.operandCount.lowerBound
                    ? "'bot \(command.name)' needs \(command.operands)."
                    : "'bot \(command.name)' does not take '\(operands.last ?? "")'."
                throw UsageError(problem, command: command.name)
            }
        }
        self.operands = operands
        self.values = values
        self.flags = flags
    }

    func has(_ option: Option) -> Bool { flags.contains(option.name) }
    subscript(option: Option) -> String? { values[option.name] }
}
