import Resources

/// Settings with the text that they were read from, which a run keeps.
struct SettingsFile: Sendable {
    let settings: Settings
    /// Empty for the defaults.
    let text: String

    static let defaults = SettingsFile(settings: Settings(), text: "")

    private init(settings: Settings, text: String) {
        self.settings = settings
        self.text = text
    }

    /// Throws `ResourceErrors` that name the file.
    init(text: String, name: String) throws(ResourceErrors) {
        self.init(settings: text.isEmpty ? Settings() : try SettingsReader.read(text, file: name), text: text)
    }
}
