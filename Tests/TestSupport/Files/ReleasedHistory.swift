import Foundation

/// A database of each version that was ever released, as SQL: two runs that the bot of that version made.
///
/// The first has ended, with a long prompt; the second's process was killed, and it owes its issue a word.
package enum ReleasedHistory {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../StoreTests/Released").standardizedFileURL.path

    /// Throws where there is none of this version.
    package static func sql(version: Int) throws -> String {
        try String(contentsOfFile: "\(folder)/version-\(version).sql", encoding: .utf8)
    }

    package static var versions: Set<Int> {
        get throws {
            Set(
                try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
                    Int(name.replacingOccurrences(of: "version-", with: "").replacingOccurrences(of: ".sql", with: ""))
                })
        }
    }
}
