/// Reads one YAML document into nodes that know where they stand.
///
/// Files may be hostile: aliases are refused altogether (they blow up), as are duplicate keys, further documents, nesting
/// past `deepestNesting` and texts past `longestText`.
package enum YAMLDocument {
    package static let deepestNesting = 64
    /// In UTF-8 bytes.
    package static let longestText = 1 << 20
    /// Scalars, lists and mappings in all.
    package static let mostNodes = 100_000

    /// `file` is the name that errors give.
    package static func parse(_ text: String, file: String) throws(ResourceError) -> YAMLNode {
        guard text.utf8.count <= longestText else {
            throw ResourceError(
                file: file, line: 1, column: 1, message: "The file is larger than \(longestText >> 10) KiB.",
                hint: "Split it.")
        }
        var builder = YAMLBuilder(events: try YAMLEventReader(text, file: file), file: file)
        return try builder.document()
    }

    /// The same for what tells every problem of a file at once.
    static func root(of text: String, file: String) throws(ResourceErrors) -> YAMLNode {
        do { return try parse(text, file: file) } catch { throw ResourceErrors([error]) }
    }
}
