package import Core

/// Reads a template by which prompts are rewritten; every problem of it is told at once, with file, line and column.
package enum PromptReader {
    /// Where a repository keeps templates of its own, and we keep ours.
    package static let folder = "templates/prompts"

    package static func read(_ text: String, file: String) throws(ResourceErrors) -> PromptTemplate {
        try read(YAMLDocument.root(of: text, file: file), file: file)
    }

    static func read(_ root: YAMLNode, file: String) throws(ResourceErrors) -> PromptTemplate {
        var reader = PromptFileReader(file: file)
        let template = reader.template(root)
        try reader.problems.throwIfAny()
        guard let template else { throw ResourceErrors(reader.problems.errors) }
        return template
    }
}
