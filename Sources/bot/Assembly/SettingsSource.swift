import Core
import FoundationEssentials
import GitHub
import Resources

/// Finds the settings: the file after `--config`, else the repository's own, else the defaults.
struct SettingsSource: Sendable {
    static let path = ".github/showrunner.yml"

    /// Throws `ResourceErrors` naming file, line and column, or a `CommandFailure` where `--config` names no readable file.
    static func settings(config: String?, near folder: String) throws -> SettingsFile {
        if let config {
            guard let text = text(of: config) else {
                throw CommandFailure("The settings \(config) can't be read. Check the path after --config.")
            }
            return try SettingsFile(text: text, name: config)
        }
        guard let file = file(above: folder), let text = text(of: file) else { return .defaults }
        return try SettingsFile(text: text, name: file)
    }

    /// `.github/showrunner.yml` of the repository that a folder belongs to.
    private static func file(above folder: String) -> String? {
        let file = URL(filePath: root(above: folder)).appending(path: path).path
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    /// The root of the repository that a folder belongs to; the folder itself where it belongs to none.
    static func root(above folder: String) -> String {
        var place = URL(filePath: folder)
        while true {
            if FileManager.default.fileExists(atPath: place.appending(path: ".git").path) { return place.path }
            let parent = place.deletingLastPathComponent()
            guard parent.path.count < place.path.count else { return folder }
            place = parent
        }
    }

    private static func text(of file: String) -> String? {
        // Nil says it all: the caller names the file.
        (try? Data(contentsOf: URL(filePath: file))).map { String(decoding: $0, as: UTF8.self) }
    }
}
