/// Reads settings; every problem of the file is told at once, with file, line and column.
package enum SettingsReader {
    package static func read(_ text: String, file: String) throws(ResourceErrors) -> Settings {
        try read(YAMLDocument.root(of: text, file: file), file: file)
    }

    static func read(_ root: YAMLNode, file: String) throws(ResourceErrors) -> Settings {
        if root.isNull { return Settings() }
        var reader = SettingsFileReader(file: file)
        let settings = reader.settings(root)
        try reader.problems.throwIfAny()
        return settings
    }
}
