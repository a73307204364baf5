/// One thing that is wrong with a brief, said so that its author can mend it.
package struct BriefProblem: Hashable, Sendable, Error {
    /// The field in lower camel case: `size`, `outputPath`.
    package let field: String
    /// What stood there, cut to a readable length.
    package let found: String
    /// What would be taken: `a size from 64x64 to 8192x8192, as 1024x768`.
    package let accepted: String
    /// The nearest value that would be taken; nil where none is near.
    package let nearest: String?

    package init(field: String, found: String, accepted: String, nearest: String? = nil) {
        self.field = field
        self.found = found
        self.accepted = accepted
        self.nearest = nearest
    }

    /// One sentence, plain text.
    package var message: String {
        "\(field): found '\(found)'; accepted is \(accepted)" + (nearest.map { "; did you mean '\($0)'?" } ?? ".")
    }
}
