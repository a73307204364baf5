package import Core

/// Reads a model's file; every problem of it is told at once, with file, line and column.
package enum ModelReader {
    /// Where a repository keeps models of its own, and we keep ours.
    package static let folder = "templates/models"

    /// `providers` are the adapters that there are.
    package static func read(
        _ text: String, file: String, providers: Set<String>
    ) throws(ResourceErrors) -> Model {
        try read(YAMLDocument.root(of: text, file: file), file: file, providers: providers)
    }

    static func read(_ root: YAMLNode, file: String, providers: Set<String>) throws(ResourceErrors) -> Model {
        var reader = ModelFileReader(file: file, providers: providers)
        let model = reader.model(root)
        try reader.problems.throwIfAny()
        guard let model else { throw ResourceErrors(reader.problems.errors) }
        return model
    }
}
