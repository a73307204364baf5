import Core

/// Gathers what is wrong with one file while it is read, so that its author learns everything at once.
struct ResourceProblems {
    let file: String
    private(set) var errors: [ResourceError] = []

    init(file: String) { self.file = file }

    mutating func add(_ mark: YAMLMark, _ message: String, hint: String? = nil) {
        errors.append(
            ResourceError(file: file, line: mark.line, column: mark.column, message: message, hint: hint))
    }

    /// Notes a word that is none of the known ones, with the nearest or else all of them.
    mutating func addUnknown(_ subject: String, _ word: String, at mark: YAMLMark, known: some Collection<String>) {
        let hint =
            if let nearest = Nearest.word(to: word, among: known) {
                "Did you mean '\(nearest)'?"
            } else {
                known.isEmpty ? nil : "Known are: \(known.sorted().joined(separator: ", "))."
            }
        add(mark, "Unknown \(subject) '\(word.prefix(60))'.", hint: hint)
    }

    func throwIfAny() throws(ResourceErrors) {
        if !errors.isEmpty { throw ResourceErrors(errors) }
    }
}
