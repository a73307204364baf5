/// One command in one place: what it is called, what it takes, and what its help says.
struct CommandDescription: Sendable {
    let name: String
    let summary: String
    /// As the usage line shows them: `<issue>`, `[RUN]`, `FILE…`.
    let operands: String
    let operandCount: ClosedRange<Int>
    let options: [Option]
    /// What the summary leaves out: a paragraph or two, wrapped at 100 columns.
    let details: String
    let examples: [String]

    init(
        _ name: String, _ summary: String, operands: String = "", count: ClosedRange<Int> = 0...0,
        options: [Option] = [], details: String = "", examples: [String] = []
    ) {
        self.name = name
        self.summary = summary
        self.operands = operands
        operandCount = count
        self.options = options + [.help]
        self.details = details
        self.examples = examples
    }

    var help: String {
        var text = "bot \(name): \(summary)\n\nUsage: bot \(name)\(operands.isEmpty ? "" : " \(operands)") [options]\n"
        if !details.isEmpty { text += "\n\(details)\n" }
        text += "\nOptions:\n"
        let labels = options.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
        let width = labels.map(\.count).max() ?? 0
        for (option, label) in zip(options, labels) {
            text += "  \(label)\(String(repeating: " ", count: width - label.count + 2))\(option.help)\n"
        }
        if !examples.isEmpty {
            text += "\nExamples:\n" + examples.map { "  \($0)\n" }.joined()
        }
        return text
    }
}
