/// Reads settings; every problem of the file is told at once, with file, line and column.
package enum SettingsReader {
    package static func read(_ text: String, file: String) throws(ResourceErrors) -> Settings {
        let root: YAMLNode
        do { root = try YAMLDocument.parse(text, file: file) } catch { throw ResourceErrors([error]) }
        if root.isNull { return Settings() }
        var reader = SettingsFileReader(file: file)
        let settings = reader.settings(root)
        try reader.problems.throwIfAny()
        return settings
    }
}
