import Foundation

/// Where the files of this repository and the shared fixtures lie, from a source file upwards.
enum RepositoryFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `shared/fixtures/issue-forms` beside the repository or above; nil where it is missing.
    static let foreignForms: URL? = {
        var folder = root
        while folder.path != "/" {
            folder = folder.deletingLastPathComponent()
            let forms = folder.appending(path: "shared/fixtures/issue-forms")
            if FileManager.default.fileExists(atPath: forms.path) { return forms }
        }
        return nil
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
