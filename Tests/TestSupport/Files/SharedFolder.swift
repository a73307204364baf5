import Foundation

/// The test data that lies in a folder `shared` outside the repository; tests that need it are skipped by name without it.
package enum SharedFolder {
    /// Looked for beside each folder from this file's upwards, so that a work tree elsewhere finds it too.
    package static let path: String? = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("shared").path
            if FileManager.default.fileExists(atPath: candidate + "/reference") { return candidate }
        }
        return nil
    }()

    package static var isThere: Bool { path != nil }

    /// A file in it; nil where it or the folder is missing.
    package static func file(_ name: String) -> String? {
        guard let path, FileManager.default.fileExists(atPath: "\(path)/\(name)") else { return nil }
        return "\(path)/\(name)"
    }
}
