import Core
import FoundationEssentials
import GitHub
import Resources

/// Finds the settings: the file after `--config`, else the repository's own, else the defaults.
struct SettingsSource: Sendable {
    static let path = ".github/showrunner.yml"

    /// Throws `ResourceErrors` naming file, line and column, or a `CommandFailure` where `--config` names no readable file.
    static func settings(config: String?, near folder: String) throws -> Settings {
        if let config {
            guard let text = text(of: config) else {
                throw CommandFailure("The settings \(config) can't be read. Check the path after --config.")
            }
            return try SettingsReader.read(text, file: config)
        }
        guard let file = file(above: folder), let text = text(of: file) else { return Settings() }
        return try SettingsReader.read(text, file: file)
    }

    /// The nearest `.github/showrunner.yml` in a folder or those above it, up to the repository's root.
    private static func file(above folder: String) -> String? {
        var folder = URL(filePath: folder)
        while true {
            let file = folder.appending(path: path).path
            if FileManager.default.fileExists(atPath: file) { return file }
            if FileManager.default.fileExists(atPath: folder.appending(path: ".git").path) { return nil }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path, parent.path.count < folder.path.count else { return nil }
            folder = parent
        }
    }

    private static func text(of file: String) -> String? {
        // Nil says it all: the caller names the file.
        (try? Data(contentsOf: URL(filePath: file))).map { String(decoding: $0, as: UTF8.self) }
    }
}
